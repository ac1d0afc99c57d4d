using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The stamps of a topic's messages: gathered as they come, then put into ascending order.</summary>
/// <param name="counts">Receives how many are left out.</param>
internal sealed class SeriesStamps(SeriesCounts counts)
{
    // what a network may deliver late; more in a row means that a clock was set
    private const double LongestDisorder = 0.25;
    private const double LargestShare = 0.1;
    private const int FewestMessages = 10;

    private List<long> _stamps = [];

    /// <summary>Nanoseconds; ascending after <see cref="Settle"/>.</summary>
    public List<long> Values => _stamps;

    public void Add(long stamp) => _stamps.Add(stamp);

    /// <summary>Leaves out what is not in ascending order.</summary>
    /// <param name="file">The recording, for messages.</param>
    /// <returns>Places of the messages that are kept; null for all.</returns>
    /// <exception cref="DataException">So much is out of order that the stamps cannot be trusted.</exception>
    public int[]? Settle(string file)
    {
        var kept = StampOrder.Ascending(_stamps);
        counts.Late = _stamps.Count - kept.Length;
        if (counts.Late == 0)
            return null;
        RequireOrder(file, kept);
        _stamps = [.. kept.Select(place => _stamps[place])];
        return kept;
    }

    private void RequireOrder(string file, int[] kept)
    {
        var disorder = Disorder(kept);
        var (from, length) = LongestRun(disorder);
        var distance = kept.Length > 1 ? (_stamps[kept[^1]] - _stamps[kept[0]]) / 1e9 / (kept.Length - 1) : 0;
        if (disorder.Length < FewestMessages || (length * distance < LongestDisorder && disorder.Length <= LargestShare * _stamps.Count))
            return;
        throw new DataException(new Defect(file,
            $"the stamps of {counts.Topic} do not go forward: {disorder.Length} of {_stamps.Count} messages are out of order, {length} of them in a row from message {from} on ({Seconds(from)}, behind {Seconds(from - 1)}).",
            "Where the messages are not in the order of their time, sort the file ('mcap sort'). Where a clock was set, cut the recording there, or take the recorder's time with stamps: log."));
    }

    private string Seconds(int message) => message < 0 ? "the first" : FormattableString.Invariant($"{(_stamps[message] - _stamps[0]) / 1e9:0.000} s after the first");

    // a message that is there twice, soon after the first time, is left out too, but says nothing about clocks
    private int[] Disorder(int[] kept)
    {
        var places = kept.ToDictionary(place => _stamps[place]);
        return [.. Enumerable.Range(0, _stamps.Count).Except(kept)
            .Where(place => !places.TryGetValue(_stamps[place], out var first) || place - first > FewestMessages)];
    }

    private static (int From, int Length) LongestRun(int[] places)
    {
        var longest = (From: 0, Length: 0);
        for (int k = 0, from = 0; k < places.Length; k++)
        {
            if (k > 0 && places[k] != places[k - 1] + 1)
                from = k;
            if (k - from + 1 > longest.Length)
                longest = (places[from], k - from + 1);
        }

        return longest;
    }
}

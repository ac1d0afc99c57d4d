using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>What was measured in a recording, for its report and for messages that say why it cannot be used.</summary>
internal sealed class RecordingMeasures(BagScan scan, BagImportSettings settings, FrameSelection selection)
{
    // seconds; a busy recorder is late by less on average
    private const double LargestWander = 0.05;

    /// <summary>Everything.</summary>
    /// <param name="recording">Name of the recording.</param>
    /// <param name="place">Its file or folder.</param>
    /// <param name="gaps">Time without frames.</param>
    /// <param name="episodes">Frames of each episode.</param>
    public BagReport Report(string recording, string place, IReadOnlyList<RecordedGap> gaps, IReadOnlyList<int> episodes)
    {
        var spreads = selection.Frames.Select(frame => frame.Moment.Spread / 1e6).Order().ToArray();
        return new BagReport
        {
            Recording = recording,
            EpisodeFrames = episodes,
            Sources = _sources,
            ClockRate = selection.ClockRate,
            WantedFrames = selection.Wanted,
            Missed = Names().Zip(selection.Missed).Where(source => source.Second > 0)
                .GroupBy(source => source.First).ToDictionary(group => group.Key, group => group.Sum(source => source.Second)),
            SpreadMedian = spreads[spreads.Length / 2],
            SpreadMax = spreads[^1],
            Gaps = gaps,
            FramesInShortPieces = selection.Frames.Count - episodes.Sum(),
            Warnings = [.. scan.Defects.Concat(ClockDefects(place)).Concat(VectorDefects(place)).Select(defect => defect.ToString())],
        };
    }

    /// <summary>Which sources missed how many frames, how often they came, and what of them could not be used.</summary>
    public string MissedText()
    {
        var unusable = _sources.Where(source => source.Refused > 0)
            .Select(source => FormattableString.Invariant($"{source.Refused} messages on {source.Topic} cannot be used, the first: {source.FirstFault}"));
        var missed = Names().Zip(selection.Missed, _sources).Where(source => source.Second > 0)
            .Select(source => FormattableString.Invariant($"{source.First} missed {source.Second} ({source.Third.Rate:0.#} a second)"))
            .Concat(unusable).ToArray();
        return missed.Length > 0 ? string.Join(", ", missed) : "the clock camera itself has no images there";
    }

    /// <summary>How late the messages were recorded, where that can say that clocks disagree.</summary>
    public string ClockHint()
    {
        var delays = _sources.Where(source => source.Delay is not null).Select(source => FormattableString.Invariant($"{source.Delay!.Mean:0.000} s ({source.Topic})")).ToArray();
        return delays.Length == 0 ? "" : $", or check the clocks: messages were recorded {string.Join(", ", delays)} after their stamps";
    }

    // in the order of FrameSelection.Missed, then the annotated stages
    private readonly SourceReport[] _sources =
    [
        .. scan.Cameras.Select(camera => Report(camera.Counts, camera.Stamps)),
        .. scan.State.Concat(scan.Action).Select(series => Report(series.Counts, series.Stamps)),
        .. scan.Stages.Counts.Messages > 0 ? [scan.Stages.Counts.Report(scan.Stages.First, scan.Stages.Last)] : Array.Empty<SourceReport>(),
    ];

    private static SourceReport Report(SeriesCounts counts, IReadOnlyList<long> stamps) =>
        stamps is [var first, .., var last] ? counts.Report(first, last) : counts.Report(0, 0);

    // nothing is recorded before it is measured; and what has no stamp follows the recorder's clock, so the others must too
    private IEnumerable<Defect> ClockDefects(string place)
    {
        if (settings.Stamps == StampSource.Log)
            yield break;
        var isMixed = _sources.Any(source => source.Unstamped > 0);
        foreach (var source in _sources)
            if (source.Delay is { } delay && (delay.Least < -settings.Slop || (isMixed && delay.Mean - delay.Least > LargestWander)))
                yield return new Defect(place,
                    FormattableString.Invariant($"messages on {source.Topic} were recorded {delay.Least:0.000} to {delay.Largest:0.000} s after their stamps: its clock is not the recorder's or was set, and its messages may be matched with those of another moment."),
                    "Synchronise the clocks, or take the recorder's time with stamps: log.");
    }

    private IEnumerable<Defect> VectorDefects(string place) =>
        from series in scan.State.Concat(scan.Action)
        from messages in series.LeftOut
        where messages.Count > 0
        select new Defect(place,
            $"{messages.Count} of {series.Counts.Messages} messages on {series.Source.Topic} {messages.What} and are left out; the first {messages.First}.",
            messages.Remedy);

    // in the order of FrameSelection.Missed
    private IEnumerable<string> Names() =>
        settings.Cameras.Select(camera => $"camera {camera.Name}")
            .Concat(settings.State.Select(source => $"state {source.Topic}"))
            .Concat(settings.Action.Select(source => $"action {source.Topic}"));
}

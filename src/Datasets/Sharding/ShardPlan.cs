using System.Security.Cryptography;
using System.Text;

namespace Robotics.Datasets.Sharding;

/// <summary>
/// What several processes share out among themselves. Each makes the plan on its own from the same arguments; equal ids mean
/// equal work, so results of another dataset, model, setting or number of shards are never joined.
/// </summary>
/// <param name="Work">Which command: <c>features</c> or <c>relabel</c>.</param>
/// <param name="Dataset">From <see cref="DatasetFingerprint"/>.</param>
/// <param name="Settings">Everything that the results depend on, by name.</param>
/// <param name="Episodes">Units of work in the dataset's order.</param>
/// <param name="Shards">n: parts that the episodes are shared out in.</param>
public sealed record ShardPlan(
    string Work,
    string Dataset,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<PlannedEpisode> Episodes,
    int Shards)
{
    private const int IdLength = 16;

    /// <summary>Folder of the dataset; not part of the id, because machines may see it in different places.</summary>
    public string DatasetDirectory { get; init; } = "";

    /// <summary>The command line without its shard, for messages that say what to run; not part of the id.</summary>
    public string Command { get; init; } = "";

    /// <summary>Hash of everything that the results depend on, and of n.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content())))[..IdLength];

    /// <summary>All frames.</summary>
    public long Frames => Episodes.Sum(episode => (long)episode.Frames);

    /// <summary>The plan for these episodes of a dataset.</summary>
    /// <exception cref="DataException">A file of an episode is missing.</exception>
    public static ShardPlan Of(
        string work, LeRobotDataset dataset, IReadOnlyList<Episode> episodes, IReadOnlyDictionary<string, string> settings, int shards, string command)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new ShardPlan(work, DatasetFingerprint.Of(dataset, episodes), settings, [.. episodes.Select(e => new PlannedEpisode(e.Index, e.Length))], shards)
        {
            DatasetDirectory = dataset.Directory,
            Command = command,
        };
    }

    /// <summary>
    /// The episodes of one shard: a run of neighbours, because they lie in the same files. An episode belongs to the shard that
    /// holds its middle frame, so shards differ by one episode's frames at most.
    /// </summary>
    public IReadOnlyList<PlannedEpisode> EpisodesOf(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        if (shard.Count != Shards) throw new ArgumentException($"Shard {shard} is none of {Shards}.", nameof(shard));
        var (own, before, total) = (new List<PlannedEpisode>(), 0L, Math.Max(Frames, 1));
        foreach (var episode in Episodes)
        {
            var middle = before + episode.Frames / 2;
            if ((Int128)middle * Shards / total == shard.Index) own.Add(episode);
            before += episode.Frames;
        }
        return own;
    }

    /// <summary>In what this plan differs from another, in words; empty where they are the same.</summary>
    public IReadOnlyList<string> DifferencesTo(ShardPlan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var differences = new List<string>();
        Compare("work", Work, other.Work);
        Compare("shards", $"{Shards}", $"{other.Shards}");
        foreach (var name in Settings.Keys.Union(other.Settings.Keys).Order(StringComparer.Ordinal))
            Compare(name, Settings.GetValueOrDefault(name, "none"), other.Settings.GetValueOrDefault(name, "none"));
        if (!Episodes.SequenceEqual(other.Episodes))
            differences.Add($"episodes: {Episodes.Count} with {Frames} frames here, {other.Episodes.Count} others with {other.Frames} frames there");
        else
            Compare("content of the dataset", Dataset[..Math.Min(8, Dataset.Length)], other.Dataset[..Math.Min(8, other.Dataset.Length)]);
        return differences;

        void Compare(string name, string own, string others)
        {
            if (own != others) differences.Add($"{name}: {own} here, {others} there");
        }
    }

    private string Content()
    {
        var text = new StringBuilder($"{Work}\n{Dataset}\n{Shards}\n");
        foreach (var (name, value) in Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)) text.Append($"{name}\0{value}\n");
        foreach (var episode in Episodes) text.Append($"{episode.Index} {episode.Frames}\n");
        return text.ToString();
    }
}

using Robotics.Datasets.Stages;

namespace Robotics.Datasets.LeRobot;

/// <summary>One episode's metadata with the place of its rows, whichever version it was read from.</summary>
/// <param name="Episode">What users see.</param>
/// <param name="DataFile">The parquet file with its frames.</param>
/// <param name="FirstRow">Row of its first frame in that file.</param>
internal sealed record EpisodeRow(Episode Episode, string DataFile, long FirstRow)
{
    /// <summary>Finer annotation beside the stages, as the file has it; null where there is none.</summary>
    public RawStages? Dense { get; init; }

    /// <summary>v3.0: index behind its last row, as the file has it.</summary>
    public long? EndIndex { get; init; }
}

/// <summary>Keys of episode metadata that the format defines; all others are labels.</summary>
internal static class EpisodeKeys
{
    public const string StageNames = "subtask_names";
    public const string StageStarts = "subtask_start_frames";
    public const string StageEnds = "subtask_end_frames";

    /// <summary>Prefixes of the stage columns, the current one before the older one.</summary>
    public static readonly string[] StagePrefixes = ["sparse_", ""];

    /// <summary>Prefix of the finer annotation's columns.</summary>
    public const string DensePrefix = "dense_";

    private static readonly HashSet<string> Fixed =
        ["episode_index", "tasks", "length", "dataset_from_index", "dataset_to_index"];

    private static readonly string[] Prefixes =
        ["data/", "videos/", "stats/", "meta/", "sparse_subtask_", "dense_subtask_", "subtask_"];

    public static bool IsLabel(string key) =>
        !Fixed.Contains(key) && !Prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
}

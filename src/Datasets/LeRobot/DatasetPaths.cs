using System.Text.RegularExpressions;

namespace Robotics.Datasets.LeRobot;

/// <summary>Where the files of a dataset are, and the file names that the format fixes.</summary>
internal sealed partial class DatasetPaths(string root, DatasetInfo info)
{
    public const string Info = "meta/info.json";
    public const string Statistics = "meta/stats.json";
    public const string Tasks = "meta/tasks.parquet";
    public const string EpisodesFolder = "meta/episodes";
    public const string Proportions = "meta/temporal_proportions_sparse.json";
    public const string LegacyTasks = "meta/tasks.jsonl";
    public const string LegacyEpisodes = "meta/episodes.jsonl";
    public const string LegacyStatistics = "meta/episodes_stats.jsonl";

    public const string DataTemplate = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";
    public const string VideoTemplate = "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4";
    public const string EpisodesTemplate = "meta/episodes/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";
    public const string LegacyDataTemplate = "data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet";
    public const string LegacyVideoTemplate = "videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4";

    /// <summary>v3.0: a data file.</summary>
    public string Data(long chunk, long file) => Full(Fill(info.DataPath, "", chunk, file));

    /// <summary>v3.0: a video file.</summary>
    public string Video(string key, long chunk, long file) => Full(Fill(VideoPath, key, chunk, file));

    /// <summary>v2.1: an episode's data file.</summary>
    public string EpisodeData(int episode) => Full(Fill(info.DataPath, "", episode / info.ChunksSize, episode));

    /// <summary>v2.1: an episode's video file.</summary>
    public string EpisodeVideo(string key, int episode) => Full(Fill(VideoPath, key, episode / info.ChunksSize, episode));

    /// <summary>Fills a path template in Python's format notation; both versions' placeholders are known.</summary>
    public static string Fill(string template, string videoKey, long chunk, long file) =>
        Placeholder().Replace(template, match => match.Groups[1].Value switch
        {
            "video_key" => videoKey,
            "chunk_index" or "episode_chunk" => Padded(chunk, match.Groups[2].Value),
            "file_index" or "episode_index" => Padded(file, match.Groups[2].Value),
            _ => match.Value,
        });

    private static string Padded(long number, string digits) =>
        number.ToString().PadLeft(digits.Length == 0 ? 0 : int.Parse(digits), '0');

    private string VideoPath => info.VideoPath ?? throw new DataException(new Defect(
        Path.Combine(root, Info), "it declares video features but no 'video_path'.", "Restore meta/info.json from the dataset's source."));

    private string Full(string relative) => Path.Combine(root, relative);

    [GeneratedRegex(@"\{(\w+)(?::0?(\d{1,2})d)?\}")]
    private static partial Regex Placeholder();
}

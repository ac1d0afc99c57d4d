using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets;

/// <summary>What a dataset to be written will hold.</summary>
/// <param name="Fps">Frames per second.</param>
/// <param name="RobotType">Robot's name.</param>
/// <param name="StateNames">One per state dimension; empty where there is no <c>observation.state</c>.</param>
/// <param name="ActionNames">One per action dimension; empty where there is no <c>action</c>.</param>
/// <param name="Cameras">Cameras, in order.</param>
/// <param name="Splits">Name to episodes [From, To); empty means all episodes are <c>train</c>.</param>
public sealed record DatasetSpec(
    int Fps,
    string RobotType,
    IReadOnlyList<string> StateNames,
    IReadOnlyList<string> ActionNames,
    IReadOnlyList<CameraSpec> Cameras,
    IReadOnlyDictionary<string, (int From, int To)> Splits)
{
    /// <summary>A new data file starts when the current one would reach this many MiB.</summary>
    public int DataFileMebibytes { get; init; } = FileLimits.DataMebibytes;

    /// <summary>A new data file starts when the current one holds this many episodes, which bounds what its readers hold of its footer.</summary>
    public int DataFileEpisodes { get; init; } = FileLimits.DataEpisodes;

    /// <summary>A new video file starts when the current one would reach this many MiB.</summary>
    public int VideoFileMebibytes { get; init; } = FileLimits.VideoMebibytes;

    /// <summary>Files in one chunk folder.</summary>
    public int ChunkFiles { get; init; } = 1000;
}

/// <summary>A camera to be written; <paramref name="Name"/> is the feature key without <c>observation.images.</c></summary>
public sealed record CameraSpec(string Name, int Width, int Height);

using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Episodes;

/// <summary>Which episodes are recorded, and where to.</summary>
public sealed record RecorderSettings : ISettings
{
    /// <summary>Folder of the LeRobot dataset; it must not exist and appears when the node ends.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Every message on ~/task begins an episode; otherwise only ~/record does.</summary>
    public bool EveryTask { get; init; } = true;

    /// <summary>Keep the robot's messages of each episode as well, as MCAP under <c>FOLDER/bags</c>.</summary>
    public bool Bags { get; init; } = true;

    /// <summary>An episode is ended after so many seconds.</summary>
    public double LongestEpisode { get; init; } = 300;

    /// <summary>Name of the robot, for the dataset's metadata.</summary>
    public string RobotType { get; init; } = "unknown";

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Folder.Length == 0)
            yield return new SettingFault("folder", "no folder is named for the dataset");
        if (LongestEpisode is not (> 0 and <= 86_400))
            yield return new SettingFault("longest_episode", $"is {LongestEpisode}, must lie above 0 and at most at a day of 86400 s");
    }
}

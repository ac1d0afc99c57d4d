using Robotics.Datasets.Configuration;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Driving;

/// <summary>The policy that commands, and the operator who lets it.</summary>
public sealed record DriverSettings : ISettings
{
    /// <summary>Folder of a trained policy.</summary>
    public string Policy { get; init; } = "";

    /// <summary>Topic of the dead-man, to be sent all the time: std_msgs/Bool, or sensor_msgs/Joy with <see cref="DeadmanButton"/>.</summary>
    public string Deadman { get; init; } = "~/deadman";

    /// <summary>Which button of a sensor_msgs/Joy is the dead-man, from 0; null for std_msgs/Bool.</summary>
    public int? DeadmanButton { get; init; }

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Policy.Length == 0)
            yield return new SettingFault("policy", "no policy is named; give the folder of a finished 'robotics train policy'");
        if (TopicSetting.Fault(Deadman) is { } topic)
            yield return new SettingFault("deadman", topic);
        if (DeadmanButton is < 0)
            yield return new SettingFault("deadman_button", $"is {DeadmanButton}; buttons count from 0");
    }
}

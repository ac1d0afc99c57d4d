using Robotics.Datasets.Configuration;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Driving;

/// <summary>The policy that commands, and the operator who lets it.</summary>
public sealed record DriverSettings : ISettings
{
    /// <summary>Folder of a trained policy.</summary>
    public string Policy { get; init; } = "";

    /// <summary>The next plan starts from a moment so many seconds before the end of the one in work, so that the arm never waits; at most all but one action of it.</summary>
    public double Lead { get; init; } = 0.1;

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
        if (Lead is not (>= 0 and <= 10))
            yield return new SettingFault("lead", $"is {Lead}, must lie in 0 to 10 seconds");
        if (DeadmanButton is < 0)
            yield return new SettingFault("deadman_button", $"is {DeadmanButton}; buttons count from 0");
    }
}

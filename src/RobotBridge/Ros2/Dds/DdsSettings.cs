using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>How the node joins the network without a ROS 2 installation.</summary>
public sealed record DdsSettings : ISettings
{
    // the ports of higher domains lie beyond 65535
    private const int LargestDomain = 232;

    /// <summary>ROS_DOMAIN_ID of the robot.</summary>
    public int Domain { get; init; }

    /// <summary>What the other nodes run.</summary>
    public RosDistribution Distribution { get; init; } = RosDistribution.Jazzy;

    /// <summary>Talk to this machine only, by unicast over the loopback interface. Cyclone still binds its sockets to all interfaces.</summary>
    public bool LocalhostOnly { get; init; }

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Domain is < 0 or > LargestDomain)
            yield return new SettingFault("domain", $"{Domain} is not in [0, {LargestDomain}]");
        if (!Enum.IsDefined(Distribution))
            yield return new SettingFault("distribution", $"{Distribution} is not one of {string.Join(", ", Enum.GetNames<RosDistribution>())}");
    }
}

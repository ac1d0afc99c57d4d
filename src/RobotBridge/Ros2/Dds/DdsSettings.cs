using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>How the node joins the network without a ROS 2 installation.</summary>
public sealed record DdsSettings : ISettings
{
    // the ports of higher domains lie beyond 65535
    private const int LargestDomain = 232;

    /// <summary>The robot's domain; null takes ROS_DOMAIN_ID from the environment, and 0 where that is not set.</summary>
    public int? Domain { get; init; }

    /// <summary>What the other nodes run.</summary>
    public RosDistribution Distribution { get; init; } = RosDistribution.Jazzy;

    /// <summary>
    /// Talk to this machine only, by unicast over the loopback interface; Cyclone still binds its sockets to all interfaces. Null
    /// takes ROS_AUTOMATIC_DISCOVERY_RANGE or, as before Jazzy, ROS_LOCALHOST_ONLY from the environment, and false where neither is set.
    /// </summary>
    public bool? LocalhostOnly { get; init; }

    /// <summary>The domain after looking into the environment; negative where that holds no number, which is a fault.</summary>
    public int DomainInForce() => Domain ?? (EnvironmentDomain is { Length: > 0 } text ? int.TryParse(text, out var id) ? id : -1 : 0);

    /// <summary>Whether to stay on this machine, after looking into the environment.</summary>
    public bool LocalhostOnlyInForce() => LocalhostOnly ?? Environment.GetEnvironmentVariable("ROS_AUTOMATIC_DISCOVERY_RANGE") switch
    {
        { Length: > 0 } range => range is "LOCALHOST" or "OFF",
        _ => Environment.GetEnvironmentVariable("ROS_LOCALHOST_ONLY") == "1",
    };

    private static string? EnvironmentDomain => Environment.GetEnvironmentVariable("ROS_DOMAIN_ID");

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (DomainInForce() is < 0 or > LargestDomain)
            yield return new SettingFault("domain", $"{(Domain is { } domain ? $"{domain}" : $"ROS_DOMAIN_ID is '{EnvironmentDomain}', which")} is not in [0, {LargestDomain}]");
        if (!Enum.IsDefined(Distribution))
            yield return new SettingFault("distribution", $"{Distribution} is not one of {string.Join(", ", Enum.GetNames<RosDistribution>())}");
    }
}

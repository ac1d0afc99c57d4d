using Robotics.Datasets.Configuration;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Robot;

/// <summary>A robot that is simulated behind the topics of a real one.</summary>
internal sealed record SimulatedRobotSettings : ISettings
{
    /// <summary>The node's name, unless --ros-args renames it.</summary>
    public string Name { get; init; } = "robot";

    /// <summary>How it joins the network.</summary>
    public DdsSettings Dds { get; init; } = new();

    /// <summary>The scene, and which cameras it has.</summary>
    public PickPlaceSettings Task { get; init; } = new();

    /// <summary>Seed of the first episode; the others follow.</summary>
    public ulong FirstSeed { get; init; } = 5_000_000;

    /// <summary>Episodes until the robot ends by itself; 0 for one episode without end.</summary>
    public int Episodes { get; init; }

    /// <summary>An episode fails after so many seconds.</summary>
    public double EpisodeSeconds { get; init; } = 30;

    /// <summary>Full name of a driving node, such as /driver, whose dead-man a simulated operator holds; null for none.</summary>
    public string? OperatorOf { get; init; }

    /// <summary>Topic of the joint states.</summary>
    public string JointStates { get; init; } = "/joint_states";

    /// <summary>Joint states per second.</summary>
    public double JointRate { get; init; } = 100;

    /// <summary>Topics of the cameras, with {camera} for the name.</summary>
    public string Images { get; init; } = "/{camera}/image_raw";

    /// <summary>Images are sent as CompressedImage, lossless; otherwise as Image.</summary>
    public bool Compressed { get; init; }

    /// <summary>Images per second and camera.</summary>
    public double CameraRate { get; init; } = 20;

    /// <summary>Topic on which it is commanded.</summary>
    public string Commands { get; init; } = "/arm_controller/joint_trajectory";

    /// <summary>The commands' message type.</summary>
    public CommandType CommandType { get; init; } = CommandType.JointTrajectory;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (!Images.Contains("{camera}", StringComparison.Ordinal))
            yield return new SettingFault("images", $"'{Images}' does not say where the camera's name goes; write {{camera}} there");
        foreach (var (key, value) in new[] { ("joint_rate", JointRate), ("camera_rate", CameraRate) })
            if (value is not (> 0 and <= 500))
                yield return new SettingFault(key, $"is {value}, must lie above 0 and at most at 500 per second");
        if (OperatorOf is { } node && TopicName.Fault(node) is { } fault)
            yield return new SettingFault("operator_of", $"'{node}' is no full name of a node: {fault}");
        if (EpisodeSeconds is not (> 0 and < 1e6))
            yield return new SettingFault("episode_seconds", $"is {EpisodeSeconds}, must be above zero");
        if (Episodes is < 0 or > 100_000)
            yield return new SettingFault("episodes", $"is {Episodes}, must lie in 0 to 100000");
    }
}

using Robotics.Datasets.Configuration;
using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Episodes;
using Robotics.RobotBridge.Links.Actor;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Node;

/// <summary>Everything that a node on a robot PC is told by its configuration file.</summary>
public sealed record NodeSettings : ISettings
{
    /// <summary>The node's name, unless --ros-args renames it.</summary>
    public string Name { get; init; } = "reward";

    /// <summary>How much it may do.</summary>
    public NodeRole Role { get; init; } = NodeRole.Observe;

    /// <summary>The instruction until a message on ~/task replaces it.</summary>
    public string Task { get; init; } = "";

    /// <summary>Through which library it joins the network.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Dds;

    /// <summary>How it joins the network.</summary>
    public DdsSettings Dds { get; init; } = new();

    /// <summary>The robot behind the topics.</summary>
    public RobotSettings Robot { get; init; } = new();

    /// <summary>Cameras and joint states.</summary>
    public SensorSettings Sensors { get; init; } = new();

    /// <summary>Progress and reward.</summary>
    public ObserverSettings Progress { get; init; } = new();

    /// <summary>The policy; null where none plans.</summary>
    public DriverSettings? Drive { get; init; }

    /// <summary>Limits of every command; null where none may be sent.</summary>
    public SafetySettings? Safety { get; init; }

    /// <summary>Which episodes are recorded; null for none.</summary>
    public RecorderSettings? Record { get; init; }

    /// <summary>The learner that takes in what happens and sends new policy weights; null for none.</summary>
    public ActorLinkSettings? Learner { get; init; }

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Name.Contains('/', StringComparison.Ordinal) || TopicName.Fault("/" + Name) is not null)
            yield return new SettingFault("name", $"'{Name}' is no node name: use letters, digits and underscores, a letter first");
        if (Role == NodeRole.Observe && Progress.Model is null)
            yield return new SettingFault("progress.model", "no reward model is named, so there is nothing to observe with; give the folder of a finished 'robotics train reward'");
        if (Record is not null && Progress.Model is null)
            yield return new SettingFault("record", "episodes are recorded with their rewards, which needs a reward model; name it at 'progress.model'");
        if (Record is not null && Progress.Rate != Math.Round(Progress.Rate))
            yield return new SettingFault("progress.rate", $"is {Progress.Rate}; a recording needs a whole number of frames per second");
        if (Learner is not null && Progress.Model is null)
            yield return new SettingFault("learner", "transitions carry their rewards, which needs a reward model; name it at 'progress.model'");
        if (Role != NodeRole.Observe && Drive is null)
            yield return new SettingFault("role", "a policy is needed for this role; name it under 'drive'");
        if (Role == NodeRole.Drive && Safety is null)
            yield return new SettingFault("role", "driving needs limits; list every joint with its own under 'safety'");
        if (Role == NodeRole.Drive && Robot.Embodiment == EmbodimentKind.Joints && Safety is { } safety && JointFault(Robot.Joints, safety) is { } joints)
            yield return new SettingFault("safety.joints", joints);
    }

    /// <summary>The joints in the order of commands that name none: that of the limits, and of the robot's joints where there are no limits.</summary>
    public string[] CommandOrder(IReadOnlyList<string> joints) => [.. Safety?.Joints.Select(joint => joint.Name) ?? joints];

    /// <summary>Why limits do not fit joints; null when they do.</summary>
    public static string? JointFault(IReadOnlyList<string> joints, SafetySettings safety)
    {
        ArgumentNullException.ThrowIfNull(joints);
        ArgumentNullException.ThrowIfNull(safety);
        var limited = safety.Joints.Select(joint => joint.Name).ToHashSet();
        return limited.SetEquals(joints) ? null : $"limits {string.Join(", ", limited)}; the robot's joints are {string.Join(", ", joints)}";
    }
}

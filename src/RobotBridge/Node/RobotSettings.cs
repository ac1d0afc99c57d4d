using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Node;

/// <summary>The robot behind the topics: its joints and how it is commanded.</summary>
public sealed record RobotSettings : ISettings
{
    /// <summary>How a policy's numbers relate to the joints.</summary>
    public EmbodimentKind Embodiment { get; init; } = EmbodimentKind.Joints;

    /// <summary>Joints whose positions are the models' state [S], in its order; only with <see cref="EmbodimentKind.Joints"/>, empty for models without state.</summary>
    public IReadOnlyList<string> Joints { get; init; } = [];

    /// <summary>Topic of the commands: where this node sends them when it drives, and listens to them when another does.</summary>
    public string Commands { get; init; } = "/arm_controller/joint_trajectory";

    /// <summary>The commands' message type.</summary>
    public CommandType CommandType { get; init; } = CommandType.JointTrajectory;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Embodiment != EmbodimentKind.Joints && Joints.Count > 0)
            yield return new SettingFault("joints", "this embodiment has joints of its own; leave the list away");
        if (Joints.Any(joint => joint.Length == 0) || Joints.Distinct().Count() != Joints.Count)
            yield return new SettingFault("joints", "names each joint once");
        if (TopicSetting.Fault(Commands) is { } topic)
            yield return new SettingFault("commands", topic);
    }
}

/// <summary>The known relations of policies to joints.</summary>
public enum EmbodimentKind
{
    /// <summary>State and actions are joint positions.</summary>
    Joints,

    /// <summary>The arm of the simulated pick-and-place task: hand poses and displacements.</summary>
    PickPlace,
}

/// <summary>How commands travel.</summary>
public enum CommandType
{
    /// <summary>trajectory_msgs/JointTrajectory, for joint_trajectory_controller.</summary>
    JointTrajectory,

    /// <summary>std_msgs/Float64MultiArray in the order of <c>safety.joints</c>, for forward_command_controller, whose <c>joints</c> must have the same.</summary>
    Float64MultiArray,
}

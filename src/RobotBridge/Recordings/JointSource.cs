using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Numbers of a recording that become a part of the state or the action.</summary>
public sealed record JointSource : ISettings
{
    /// <summary>Its topic; sensor_msgs/JointState, trajectory_msgs/JointTrajectory or std_msgs/Float64MultiArray.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Joints in the order of the vector. Messages with names are read by name; a Float64MultiArray must have exactly these, in this order.</summary>
    public IReadOnlyList<string> Joints { get; init; } = [];

    /// <summary>Names of the dimensions in the dataset; those of the joints by default.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Which of the message's numbers; a trajectory's are those of its first point.</summary>
    public JointField Field { get; init; } = JointField.Position;

    /// <summary>Which message belongs to a frame; by default the nearest for states and the next for actions.</summary>
    public JointMatch? Match { get; init; }

    /// <summary>Largest distance in time between frame and message, seconds.</summary>
    public double Slop { get; init; } = 0.05;

    /// <summary>Names of the dimensions in the dataset.</summary>
    internal IReadOnlyList<string> Dimensions => Names.Count > 0 ? Names : Joints;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Topic.Length == 0)
            yield return new SettingFault("topic", "is missing; name the topic that carries the numbers");
        if (Joints.Count == 0)
            yield return new SettingFault("joints", "is empty; list the joints in the order of the vector");
        if (Joints.Distinct().Count() != Joints.Count)
            yield return new SettingFault("joints", "names a joint twice");
        if (Names.Count > 0 && Names.Count != Joints.Count)
            yield return new SettingFault("names", $"has {Names.Count} names for {Joints.Count} joints");
        if (!(double.IsFinite(Slop) && Slop > 0))
            yield return new SettingFault("slop", $"is {Slop}, must be above zero");
    }
}

using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The numbers of wanted joints out of a message, with its stamp: zero where the type has none.</summary>
/// <param name="Stamp">Nanoseconds.</param>
/// <param name="Values">In the order of the joints; null where one is missing or not finite.</param>
internal readonly record struct JointValues(long Stamp, float[]? Values)
{
    /// <summary>Types that carry joint numbers.</summary>
    public static readonly IReadOnlyList<string> Types = [JointState.Type.Name, JointTrajectory.Type.Name, Float64MultiArray.Type.Name];

    /// <summary>Reads a message of one of the <see cref="Types"/>.</summary>
    /// <exception cref="CdrException">The bytes are no such message.</exception>
    public static JointValues Read(string type, ReadOnlyMemory<byte> cdr, JointSource source)
    {
        if (type == JointState.Type.Name)
        {
            var message = CdrReader.Deserialize<JointState>(cdr);
            var values = source.Field switch
            {
                JointField.Position => message.Position,
                JointField.Velocity => message.Velocity,
                _ => message.Effort,
            };
            return new JointValues(RosTime.Nanoseconds(message.Header.Stamp), Single(NamedJoints.Values(message.Name, values, source.Joints)));
        }

        if (type == JointTrajectory.Type.Name)
        {
            var message = CdrReader.Deserialize<JointTrajectory>(cdr);
            var point = message.Points.FirstOrDefault();
            var values = source.Field switch
            {
                JointField.Position => point?.Positions,
                JointField.Velocity => point?.Velocities,
                _ => point?.Effort,
            };
            return new JointValues(RosTime.Nanoseconds(message.Header.Stamp), Single(NamedJoints.Values(message.JointNames, values ?? [], source.Joints)));
        }

        var data = CdrReader.Deserialize<Float64MultiArray>(cdr).Data;
        return new JointValues(0, data.Length == source.Joints.Count && data.All(double.IsFinite) ? Single(data) : null);
    }

    private static float[]? Single(double[]? values) => values is null ? null : Array.ConvertAll(values, value => (float)value);
}

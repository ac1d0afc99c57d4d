using System.Globalization;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The numbers of wanted joints out of a message, with its stamp: zero where the type has none.</summary>
/// <param name="Stamp">Nanoseconds.</param>
/// <param name="Values">In the order of the joints; null where one is missing or not finite.</param>
/// <param name="Content">What the message has instead; empty where the values are there.</param>
internal readonly record struct JointValues(long Stamp, float[]? Values, string Content)
{
    private const int MostListed = 16;

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
            return Named(RosTime.Nanoseconds(message.Header.Stamp), message.Name, values, source);
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
            return Named(RosTime.Nanoseconds(message.Header.Stamp), message.JointNames, values ?? [], source);
        }

        var data = CdrReader.Deserialize<Float64MultiArray>(cdr).Data;
        return data.Length == source.Joints.Count && data.All(NamedJoints.IsFinite)
            ? new JointValues(0, Single(data), "")
            : new JointValues(0, null, $"the numbers {Listed(data)}");
    }

    private static JointValues Named(long stamp, string[] names, double[] values, JointSource source) =>
        NamedJoints.Values(names, values, source.Joints) is { } found
            ? new JointValues(stamp, Single(found), "")
            : new JointValues(stamp, null, $"the numbers {Listed(values)} for joints {string.Join(", ", names)}");

    private static string Listed(double[] values) =>
        $"[{string.Join(", ", values.Take(MostListed).Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)))}{(values.Length > MostListed ? ", ..." : "")}]";

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
}

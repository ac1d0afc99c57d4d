using Robotics.Datasets;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Joint numbers: by name where messages have names, by order where they are arrays.</summary>
internal sealed class JointReader : VectorReader
{
    /// <summary>Types that carry joint numbers.</summary>
    public static new readonly IReadOnlyList<string> Types = [JointState.Type.Name, JointTrajectory.Type.Name, Float64MultiArray.Type.Name, Float32MultiArray.Type.Name];

    private readonly string _type;
    private readonly VectorSource _source;

    /// <inheritdoc cref="VectorReader.Of"/>
    public JointReader(string type, VectorSource source, string file)
    {
        (_type, _source) = (type, source);
        if (source.Joints.Count == 0)
            throw new DataException(new Defect(file, $"topic {source.Topic} carries {type}, and no joints are named for it.",
                $"List its joints in the order of the vector: 'joints'{(IsArray ? ", one for each number of the array" : "")}."));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Dimensions => _source.JointDimensions();

    /// <inheritdoc/>
    public override int Size => _source.Joints.Count;

    /// <inheritdoc/>
    public override string Wanted => $"finite {(IsArray ? "number" : _source.Field.ToString().ToLowerInvariant())} of all of {string.Join(", ", _source.Joints)}";

    private bool IsArray => _type == Float64MultiArray.Type.Name || _type == Float32MultiArray.Type.Name;

    /// <inheritdoc/>
    public override MessageValues Read(ReadOnlyMemory<byte> cdr)
    {
        if (_type == JointState.Type.Name)
        {
            var message = CdrReader.Deserialize<JointState>(cdr);
            return Named(message.Header, message.Name, _source.Field switch
            {
                JointField.Position => message.Position,
                JointField.Velocity => message.Velocity,
                _ => message.Effort,
            });
        }

        if (_type == JointTrajectory.Type.Name)
        {
            var message = CdrReader.Deserialize<JointTrajectory>(cdr);
            var point = message.Points.FirstOrDefault();
            return Named(message.Header, message.JointNames, _source.Field switch
            {
                JointField.Position => point?.Positions,
                JointField.Velocity => point?.Velocities,
                _ => point?.Effort,
            } ?? []);
        }

        return Ordered(_type == Float64MultiArray.Type.Name
            ? CdrReader.Deserialize<Float64MultiArray>(cdr).Data
            : Array.ConvertAll(CdrReader.Deserialize<Float32MultiArray>(cdr).Data, value => (double)value));
    }

    private MessageValues Named(Header header, string[] names, double[] values) =>
        NamedJoints.Values(names, values, _source.Joints) is { } found
            ? MessageValues.Of(RosTime.Nanoseconds(header.Stamp), found)
            : MessageValues.Unusable(values, $" for joints {string.Join(", ", names)}");

    private MessageValues Ordered(double[] values) =>
        values.Length == Size && values.All(NamedJoints.IsFinite) ? MessageValues.Of(0, values) : MessageValues.Unusable(values);
}

using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>A type of message that always has the same numbers: a pose, a twist, a wrench, or a single number.</summary>
/// <param name="Name">Full name of the type.</param>
/// <param name="Components">Names of its numbers [C]; a single number has an empty one.</param>
/// <param name="Read">Stamp of a message, zero where the type has none, the coordinate frame of its numbers, empty where it names none, and the numbers [C].</param>
internal sealed record ComponentType(string Name, IReadOnlyList<string> Components, Func<ReadOnlyMemory<byte>, (long Stamp, string Frame, double[] Values)> Read)
{
    /// <summary>Names of a quaternion's components.</summary>
    public static readonly IReadOnlyList<string> Quaternion = ["qx", "qy", "qz", "qw"];

    /// <summary>Components of a pose.</summary>
    public static readonly IReadOnlyList<string> Pose = ["x", "y", "z", .. Quaternion];

    private static readonly string[] TwistComponents = ["linear.x", "linear.y", "linear.z", "angular.x", "angular.y", "angular.z"];
    private static readonly string[] WrenchComponents = ["force.x", "force.y", "force.z", "torque.x", "torque.y", "torque.z"];
    private static readonly string[] SingleNumber = [""];

    /// <summary>Every such type by its name.</summary>
    public static readonly IReadOnlyDictionary<string, ComponentType> All = new[]
    {
        Of<PoseStamped>(Pose, message => Stamped(message.Header, Numbers(message.Pose))),
        Of<Ros2.Messages.GeometryMsgs.Pose>(Pose, message => Unstamped(Numbers(message))),
        Of<TwistStamped>(TwistComponents, message => Stamped(message.Header, Numbers(message.Twist))),
        Of<Twist>(TwistComponents, message => Unstamped(Numbers(message))),
        Of<WrenchStamped>(WrenchComponents, message => Stamped(message.Header, Numbers(message.Wrench))),
        Of<Wrench>(WrenchComponents, message => Unstamped(Numbers(message))),
        Of<Float64>(SingleNumber, message => Unstamped([message.Data])),
        Of<Float32>(SingleNumber, message => Unstamped([message.Data])),
    }.ToDictionary(type => type.Name);

    private static ComponentType Of<T>(IReadOnlyList<string> components, Func<T, (long Stamp, string Frame, double[] Values)> read)
        where T : IMessage<T> => new(T.Type.Name, components, cdr => read(CdrReader.Deserialize<T>(cdr)));

    private static (long, string, double[]) Stamped(Header header, double[] values) => (RosTime.Nanoseconds(header.Stamp), header.FrameId, values);

    private static (long, string, double[]) Unstamped(double[] values) => (0, "", values);

    private static double[] Numbers(Ros2.Messages.GeometryMsgs.Pose pose) => [pose.Position.X, pose.Position.Y, pose.Position.Z, pose.Orientation.X, pose.Orientation.Y, pose.Orientation.Z, pose.Orientation.W];

    private static double[] Numbers(Twist twist) => [.. Numbers(twist.Linear), .. Numbers(twist.Angular)];

    private static double[] Numbers(Wrench wrench) => [.. Numbers(wrench.Force), .. Numbers(wrench.Torque)];

    private static double[] Numbers(Vector3 vector) => [vector.X, vector.Y, vector.Z];
}

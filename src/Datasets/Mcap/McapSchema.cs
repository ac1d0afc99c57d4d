namespace Robotics.Datasets.Mcap;

/// <summary>How the messages of a channel are to be understood.</summary>
/// <param name="Id">Number within the file, from 1.</param>
/// <param name="Name">Type: <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="Encoding">Language of the definition: <c>ros2msg</c>.</param>
/// <param name="Definition">The definition, for <c>ros2msg</c> text with all types that it needs.</param>
public sealed record McapSchema(ushort Id, string Name, string Encoding, ReadOnlyMemory<byte> Definition);

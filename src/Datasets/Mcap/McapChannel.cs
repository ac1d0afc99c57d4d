namespace Robotics.Datasets.Mcap;

/// <summary>A stream of messages of one type on one topic.</summary>
/// <param name="Id">Number within the file.</param>
/// <param name="Topic">Such as <c>/joint_states</c>; several publishers of a topic may have a channel each.</param>
/// <param name="MessageEncoding">How the bytes are made: <c>cdr</c>.</param>
/// <param name="Schema">Type of the messages; null where the encoding needs none.</param>
/// <param name="Metadata">Free pairs; rosbag2 keeps the quality of service there.</param>
public sealed record McapChannel(
    ushort Id, string Topic, string MessageEncoding, McapSchema? Schema, IReadOnlyDictionary<string, string> Metadata);

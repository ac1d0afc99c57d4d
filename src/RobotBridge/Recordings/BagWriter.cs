using System.Text;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Definitions;

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Writes ROS 2 messages into an MCAP recording as rosbag2 lays it out: profile ros2, schemas as ros2msg, messages as CDR.
/// Topics are declared with their first message. Not for several threads at once.
/// </summary>
public sealed class BagWriter : IDisposable
{
    private readonly McapWriter _mcap;
    private readonly CdrWriter _cdr = new();
    private readonly Dictionary<string, McapSchema> _schemas = [];
    private readonly Dictionary<(string Topic, string Type), McapChannel> _channels = [];

    /// <summary>Begins a recording.</summary>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="options">Compression and size of chunks.</param>
    public BagWriter(Stream stream, McapWriterOptions? options = null) => _mcap = new McapWriter(stream, options);

    /// <summary>Appends a message.</summary>
    /// <param name="topic">Such as <c>/joint_states</c>.</param>
    /// <param name="time">When it was recorded, nanoseconds since the epoch.</param>
    /// <param name="message">The message.</param>
    public void Write<T>(string topic, long time, T message)
        where T : IMessage<T> => Write(topic, T.Type, time, _cdr.Serialize(message).Span);

    /// <summary>Appends a message that is serialized already.</summary>
    /// <param name="topic">Such as <c>/joint_states</c>.</param>
    /// <param name="type">Its type; this program must have its definition.</param>
    /// <param name="time">When it was recorded, nanoseconds since the epoch.</param>
    /// <param name="cdr">The message with its encapsulation header.</param>
    public void Write(string topic, MessageType type, long time, ReadOnlySpan<byte> cdr)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        _mcap.Write(Channel(topic, type), (ulong)time, (ulong)time, cdr);
    }

    /// <summary>Appends named pairs that belong to the whole recording.</summary>
    public void Describe(McapMetadata metadata) => _mcap.WriteMetadata(metadata);

    /// <summary>Hands everything to the stream; what follows cannot take it away any more.</summary>
    public void Flush() => _mcap.Flush();

    /// <summary>Ends the recording with its index.</summary>
    public void Complete() => _mcap.Complete();

    /// <inheritdoc/>
    public void Dispose() => _mcap.Dispose();

    private McapChannel Channel(string topic, MessageType type)
    {
        if (_channels.TryGetValue((topic, type.Name), out var channel))
            return channel;
        if (!_schemas.TryGetValue(type.Name, out var schema))
            _schemas[type.Name] = schema = _mcap.AddSchema(type.Name, "ros2msg", Encoding.UTF8.GetBytes(SchemaText.Of(type.Name)));
        return _channels[(topic, type.Name)] = _mcap.AddChannel(
            topic, "cdr", schema, new Dictionary<string, string> { ["topic_type_hash"] = type.Hash });
    }
}

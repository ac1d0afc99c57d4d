using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>When a camera saw something: stamps in order, and which message of its topic each one is. Pixels are left alone.</summary>
internal sealed class CameraSeries(CameraSource source, StampSource stampSource)
{
    private readonly List<long> _stamps = [];
    private readonly List<int> _messages = [];

    public CameraSource Source => source;

    public SeriesCounts Counts { get; } = new(source.Topic, stampSource);

    /// <summary>Nanoseconds, ascending [F].</summary>
    public IReadOnlyList<long> Stamps => _stamps;

    /// <summary>Number of the message on its topic [F].</summary>
    public IReadOnlyList<int> Messages => _messages;

    /// <summary>Takes a message, broken or not: every one of the topic counts.</summary>
    public void Add(McapMessage message)
    {
        var number = (int)Counts.Messages++;
        if (Stamp(message) is not { } stamp)
        {
            Counts.Refused++;
            return;
        }

        if (_stamps.Count > 0 && stamp <= _stamps[^1])
        {
            Counts.Late++;
            return;
        }

        _stamps.Add(stamp);
        _messages.Add(number);
    }

    private long? Stamp(McapMessage message)
    {
        try
        {
            // both image types begin with the header; pixels stay where they are
            var reader = new CdrReader(message.Data);
            var header = RosTime.Nanoseconds(Header.Read(ref reader).Stamp);
            if (Counts.Type == CompressedImage.Type.Name && !IsWhole(CdrReader.Deserialize<CompressedImage>(message.Data).Data.Span))
                return null;
            return Counts.Stamp(header, message.LogTime);
        }
        catch (CdrException)
        {
            return null;
        }
    }

    // an image that a driver or a wire cut off; what else is wrong with one only decoding can tell
    private static bool IsWhole(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8]) ? image.TrimEnd((byte)0).EndsWith((ReadOnlySpan<byte>)[0xff, 0xd9])
        : image.Length > 0;
}

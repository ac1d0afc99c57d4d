using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>When a camera saw something: stamps in order, and which message of its topic each one is. Pixels are left alone.</summary>
internal sealed class CameraSeries
{
    private readonly SeriesStamps _stamps;
    private List<int> _messages = [];

    public CameraSeries(CameraSource source, StampSource stampSource)
    {
        (Source, Counts) = (source, new SeriesCounts(source.Topic, stampSource));
        _stamps = new SeriesStamps(Counts);
    }

    public CameraSource Source { get; }

    public SeriesCounts Counts { get; }

    /// <summary>Whether it sends a video stream; known with the first picture.</summary>
    public bool IsStream { get; private set; }

    /// <summary>Nanoseconds, ascending [F] after <see cref="Settle"/>.</summary>
    public IReadOnlyList<long> Stamps => _stamps.Values;

    /// <summary>Number of the message on its topic [F].</summary>
    public IReadOnlyList<int> Messages => _messages;

    /// <summary>Takes a message, broken or not: every one of the topic counts.</summary>
    public void Add(McapMessage message)
    {
        var number = (int)Counts.Messages++;
        try
        {
            var stamp = Stamp(message);
            _stamps.Add(Counts.Stamp(stamp, message.LogTime));
            _messages.Add(number);
        }
        catch (CdrException fault)
        {
            Counts.Refuse(fault.Message);
        }
    }

    /// <summary>Leaves out what is not in ascending order, when all messages are there.</summary>
    /// <inheritdoc cref="SeriesStamps.Settle"/>
    public void Settle(string file)
    {
        if (_stamps.Settle(file) is { } kept)
            _messages = [.. kept.Select(place => _messages[place])];
    }

    /// <summary>Leaves out images that turned out to be broken.</summary>
    public void LeaveOut(BrokenImages images)
    {
        var from = Place(images.First);
        var count = Place(images.End) - from;
        _messages.RemoveRange(from, count);
        _stamps.Values.RemoveRange(from, count);
        for (var i = 0; i < count; i++)
            Counts.Refuse(images.Fault.Defect?.Problem ?? images.Fault.Message);
    }

    private int Place(int message) => _messages.BinarySearch(message) is var found && found >= 0 ? found : ~found;

    private long Stamp(McapMessage message)
    {
        // whether its picture can be decoded depends on those before it
        if (StreamedPicture.Of(message) is { } picture)
        {
            IsStream = true;
            return picture.Stamp;
        }

        if (Counts.Type == CompressedImage.Type.Name)
        {
            var image = CdrReader.Deserialize<CompressedImage>(message.Data);
            if (DepthImage.Is(image))
                throw new CdrException($"The image (format '{image.Format}') {DepthImage.Fault}.");
            return IsWhole(image.Data.Span) ? RosTime.Nanoseconds(image.Header.Stamp) : throw new CdrException($"The image of {image.Data.Length} bytes (format '{image.Format}') is cut off.");
        }

        // an image begins with its header, sizes and encoding; pixels stay where they are
        var reader = new CdrReader(message.Data);
        var stamp = RosTime.Nanoseconds(Header.Read(ref reader).Stamp);
        _ = (reader.Read<uint>(), reader.Read<uint>());
        var encoding = reader.ReadString();
        return RosImage.CanDecode(encoding) ? stamp
            : throw new CdrException($"The image (encoding '{encoding}') {(DepthImage.Is(encoding) ? DepthImage.Fault : $"is in none of {RosImage.KnownEncodings}")}.");
    }

    // an image that a driver or a wire cut off; what else is wrong with one only decoding can tell
    private static bool IsWhole(ReadOnlySpan<byte> image) =>
        // cameras put anything behind the end; a thumbnail in front has an end of its own, so the last scan must be closed
        image.StartsWith(JpegStart) ? image.LastIndexOf(JpegEnd) > image.LastIndexOf(JpegScan)
        : image.StartsWith(PngStart) ? image.LastIndexOf(PngEnd) > 0
        : image.Length > 0;

    private static ReadOnlySpan<byte> JpegStart => [0xff, 0xd8];

    private static ReadOnlySpan<byte> JpegScan => [0xff, 0xda];

    private static ReadOnlySpan<byte> JpegEnd => [0xff, 0xd9];

    internal static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static ReadOnlySpan<byte> PngEnd => "IEND"u8;
}

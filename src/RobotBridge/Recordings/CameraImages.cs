using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Decodes the messages of a camera: images on their own, or a video stream. In a stream a fault lasts until the next key
/// frame, for what refers to a broken picture is wrong as well.
/// </summary>
/// <param name="camera">The camera.</param>
/// <param name="isStream">Whether it sends a stream.</param>
internal sealed class CameraImages(CameraSource camera, bool isStream) : IDisposable
{
    private readonly List<BrokenImages> _broken = [];
    private byte[] _pixels = [];
    private VideoPacketDecoder? _decoder;
    private PacketCodec _codec;
    private Hole? _hole;

    /// <summary>What was wanted and cannot be decoded, in the order of the topic.</summary>
    public IReadOnlyList<BrokenImages> Broken => _broken;

    /// <summary>Takes the next message of the topic.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="message">The message.</param>
    /// <param name="number">Its number on the topic.</param>
    /// <param name="isWanted">Whether its image is wanted. A stream has to be given all of its messages all the same.</param>
    /// <returns>The image, valid until the next one; null where it is not wanted, or cannot be decoded.</returns>
    public RgbImage? Take(string file, McapMessage message, int number, bool isWanted)
    {
        if (!isStream)
            return isWanted ? Single(file, message, number) : null;
        if (Feed(message) is { } fault)
        {
            _hole ??= new Hole(file, message.LogTime, number, fault);
            _hole.IsWanted |= isWanted;
            return null;
        }

        Close(number);
        return isWanted ? Decoded(file, message, number, () => _decoder!.Picture(Buffer)) : null;
    }

    /// <summary>To be called behind the last message: what is wanted of the end of a stream may be broken.</summary>
    public void Complete() => Close(int.MaxValue);

    /// <summary>What is wrong with an image.</summary>
    public DataException Wrong(string file, ulong recorded, int number, string problem) =>
        new(new Defect(file, $"image {number} of {camera.Topic} (recorded {RosTime.Text((long)recorded)}) {problem}",
            "Map a topic of whole colour or grey images, or leave the recording out."));

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder?.Dispose();
        _decoder = null;
    }

    private RgbImage? Single(string file, McapMessage message, int number) => Decoded(file, message, number, () =>
        message.Channel.Schema!.Name == CompressedImage.Type.Name
            ? RosImage.Decode(CdrReader.Deserialize<CompressedImage>(message.Data), Buffer)
            : RosImage.Decode(CdrReader.Deserialize<Image>(message.Data), Buffer));

    private RgbImage? Decoded(string file, McapMessage message, int number, Func<RgbImage> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception fault) when (fault is DataException or CdrException)
        {
            _broken.Add(new BrokenImages(number, number + 1, Wrong(file, message.LogTime, number, $"cannot be decoded: {fault.Message}")));
            return null;
        }
    }

    // why a message of a stream has no picture
    private string? Feed(McapMessage message)
    {
        string? fault;
        try
        {
            fault = StreamedPicture.Of(message) is { } picture ? Decoder(picture.Codec).Decode(picture.Data.Span)
                : "it is an image on its own within a video stream";
        }
        catch (CdrException broken)
        {
            fault = broken.Message.TrimEnd('.');
        }

        // a new decoder takes nothing before a key frame
        if (fault is not null)
            Dispose();
        return fault;
    }

    private VideoPacketDecoder Decoder(PacketCodec codec)
    {
        if (codec != _codec)
            Dispose();
        _codec = codec;
        return _decoder ??= new VideoPacketDecoder(codec, camera.Topic);
    }

    private void Close(int end)
    {
        if (_hole is not { } hole)
            return;
        _hole = null;
        if (!hole.IsWanted)
            return;
        var others = end == int.MaxValue ? ", nor can any behind it" : end > hole.Number + 1 ? $", nor can those behind it before image {end}" : "";
        _broken.Add(new BrokenImages(hole.Number, end, Wrong(hole.File, hole.Recorded, hole.Number, $"cannot be decoded: {hole.Fault}{others}.")));
    }

    // a new array for every image would fill the memory before anything is collected
    private byte[] Buffer(int length) => _pixels.Length == length ? _pixels : _pixels = new byte[length];

    /// <summary>Messages of a stream that cannot be decoded, from a fault up to the next key frame.</summary>
    private sealed class Hole(string file, ulong recorded, int number, string fault)
    {
        public string File => file;

        public ulong Recorded => recorded;

        public int Number => number;

        public string Fault => fault;

        public bool IsWanted { get; set; }
    }
}

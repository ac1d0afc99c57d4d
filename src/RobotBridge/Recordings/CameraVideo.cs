using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Where an image of a camera belongs: which message of its topic it is, and the episode that it is a frame of.</summary>
internal readonly record struct ChosenImage(int Message, int Episode);

/// <summary>
/// Turns the chosen images of one camera into a video per episode while the recording runs by. Holds one image and one
/// encoder.
/// </summary>
/// <param name="camera">The camera.</param>
/// <param name="settings">Rate and compression.</param>
/// <param name="images">The chosen images in the order of the topic.</param>
/// <param name="path">Where the video of an episode goes.</param>
internal sealed class CameraVideo(
    CameraSource camera, BagImportSettings settings, IReadOnlyList<ChosenImage> images, Func<int, string> path) : IDisposable
{
    private readonly List<ImageStatistics> _statistics = [];
    private byte[] _pixels = [];
    private CameraVideoWriter? _video;
    private int _message;
    private int _next;

    /// <summary>The camera.</summary>
    public CameraSource Camera => camera;

    /// <summary>Of every image; zero before the first.</summary>
    public (int Width, int Height) Size { get; private set; }

    /// <summary>Pixels of each episode.</summary>
    public IReadOnlyList<ImageStatistics> Statistics => _statistics;

    /// <summary>Takes the next message of the topic, chosen or not; says whether it became a frame.</summary>
    /// <param name="file">Where the message is.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="BrokenImageException">The image cannot be decoded.</exception>
    /// <exception cref="DataException">It has another size than the first, or one that no video can have.</exception>
    public bool Take(string file, McapMessage message)
    {
        var number = _message++;
        if (_next == images.Count || images[_next].Message != number)
            return false;
        var image = Decode(file, message);
        if (_video is null)
            Begin(file, message, images[_next].Episode, image);
        if ((image.Width, image.Height) != Size)
            throw Wrong(file, message, $"is {image.Width}x{image.Height} where the camera's first is {Size.Width}x{Size.Height}.");
        _video!.Write(image);
        _next++;
        if (_next == images.Count || images[_next].Episode != images[_next - 1].Episode)
            End();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _video?.Dispose();

    private void Begin(string file, McapMessage message, int episode, RgbImage first)
    {
        if (Size == default)
            Size = (first.Width, first.Height);
        if (first.Width % 2 != 0 || first.Height % 2 != 0)
            throw Wrong(file, message, $"is {first.Width}x{first.Height}; videos need even sides.");
        _video = new CameraVideoWriter(path(episode), Size.Width, Size.Height, settings.Fps, settings.Codec, settings.Crf);
        _statistics.Add(_video.Statistics);
    }

    private void End()
    {
        _video!.Complete();
        _video.Dispose();
        _video = null;
    }

    private RgbImage Decode(string file, McapMessage message)
    {
        try
        {
            return message.Channel.Schema!.Name == CompressedImage.Type.Name
                ? RosImage.Decode(CdrReader.Deserialize<CompressedImage>(message.Data), Buffer)
                : RosImage.Decode(CdrReader.Deserialize<Image>(message.Data), Buffer);
        }
        catch (Exception fault) when (fault is DataException or CdrException)
        {
            throw new BrokenImageException(camera, _message - 1, Wrong(file, message, $"cannot be decoded: {fault.Message}"));
        }
    }

    // a new array for every image would fill the memory before anything is collected
    private byte[] Buffer(int length) => _pixels.Length == length ? _pixels : _pixels = new byte[length];

    private DataException Wrong(string file, McapMessage message, string problem) =>
        new(new Defect(file, $"image {_message - 1} of {camera.Topic} (recorded {RosTime.Text((long)message.LogTime)}) {problem}",
            "Map a topic of whole colour or grey images, or leave the recording out."));
}

using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Video;

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
    private readonly CameraImages _images = new(camera);
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
    /// <exception cref="BrokenImageException">Chosen images cannot be decoded: this one, or those of a stream before it.</exception>
    /// <exception cref="DataException">It has another size than the first, or one that no video can have.</exception>
    public bool Take(string file, McapMessage message)
    {
        var number = _message++;
        if (_next == images.Count || _images.Take(file, message, number, images[_next].Message == number) is not { } image)
            return false;
        if (_video is null)
            Begin(file, message.LogTime, number, image);
        if ((image.Width, image.Height) != Size)
            throw _images.Wrong(file, message.LogTime, number, $"is {image.Width}x{image.Height} where the camera's first is {Size.Width}x{Size.Height}.");
        _video!.Write(image);
        _next++;
        if (_next == images.Count || images[_next].Episode != images[_next - 1].Episode)
            End();
        return true;
    }

    /// <summary>Checks, behind the last message of the topic, that every chosen image became a frame.</summary>
    /// <exception cref="BrokenImageException">The end of a stream cannot be decoded.</exception>
    public void Complete() => _images.Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        _video?.Dispose();
        _images.Dispose();
    }

    private void Begin(string file, ulong recorded, int number, RgbImage first)
    {
        if (Size == default)
            Size = (first.Width, first.Height);
        if (first.Width % 2 != 0 || first.Height % 2 != 0)
            throw _images.Wrong(file, recorded, number, $"is {first.Width}x{first.Height}; videos need even sides.");
        _video = new CameraVideoWriter(path(images[_next].Episode), Size.Width, Size.Height, settings.Fps, settings.Codec, settings.Crf);
        _statistics.Add(_video.Statistics);
    }

    private void End()
    {
        _video!.Complete();
        _video.Dispose();
        _video = null;
    }
}

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
/// <param name="isStream">Whether it sends a video stream.</param>
/// <param name="settings">Rate and compression.</param>
/// <param name="images">The chosen images in the order of the topic.</param>
/// <param name="path">Where the video of an episode goes.</param>
internal sealed class CameraVideo(
    CameraSource camera, bool isStream, BagImportSettings settings, IReadOnlyList<ChosenImage> images, Func<int, string> path) : IDisposable
{
    private readonly List<ImageStatistics> _statistics = [];
    private readonly CameraImages _images = new(camera, isStream);
    private CameraVideoWriter? _video;
    private int _message;
    private int _next;

    /// <summary>The camera.</summary>
    public CameraSource Camera => camera;

    /// <summary>Of every image; zero before the first.</summary>
    public (int Width, int Height) Size { get; private set; }

    /// <summary>Pixels of each episode.</summary>
    public IReadOnlyList<ImageStatistics> Statistics => _statistics;

    /// <summary>Chosen images that cannot be decoded. After the first no more frames are written, for others must be chosen.</summary>
    public IReadOnlyList<BrokenImages> Broken => _images.Broken;

    /// <summary>Takes the next message of the topic, chosen or not; says whether it became a frame.</summary>
    /// <param name="file">Where the message is.</param>
    /// <param name="message">The message.</param>
    /// <param name="isWritten">False where it only matters whether the image can be decoded.</param>
    /// <exception cref="DataException">It has another size than the first, or one that no video can have.</exception>
    public bool Take(string file, McapMessage message, bool isWritten)
    {
        var number = _message++;
        if (_next == images.Count)
            return false;
        var isChosen = images[_next].Message == number;
        var image = _images.Take(file, message, number, isChosen);
        if (!isChosen)
            return false;
        _next++;
        if (image is null || Broken.Count > 0 || !isWritten)
            return false;
        Write(file, message.LogTime, number, image);
        return true;
    }

    /// <summary>To be called behind the last message of the topic: the end of a stream may be <see cref="Broken"/>.</summary>
    public void Complete() => _images.Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        _video?.Dispose();
        _images.Dispose();
    }

    private void Write(string file, ulong recorded, int number, RgbImage image)
    {
        var episode = images[_next - 1].Episode;
        if (_video is null)
            Begin(file, recorded, number, episode, image);
        if ((image.Width, image.Height) != Size)
            throw _images.Wrong(file, recorded, number, $"is {image.Width}x{image.Height} where the camera's first is {Size.Width}x{Size.Height}.");
        _video!.Write(image);
        if (_next == images.Count || images[_next].Episode != episode)
            End();
    }

    private void Begin(string file, ulong recorded, int number, int episode, RgbImage first)
    {
        if (Size == default)
            Size = (first.Width, first.Height);
        if (first.Width % 2 != 0 || first.Height % 2 != 0)
            throw _images.Wrong(file, recorded, number, $"is {first.Width}x{first.Height}; videos need even sides.");
        _video = new CameraVideoWriter(path(episode), Size.Width, Size.Height, settings.Fps, settings.Codec, settings.Crf);
        _statistics.Add(_video.Statistics);
    }

    private void End()
    {
        _video!.Complete();
        _video.Dispose();
        _video = null;
    }
}

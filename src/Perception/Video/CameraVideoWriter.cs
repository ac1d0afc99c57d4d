using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>
/// One camera's part of an episode that is being recorded: its video, written while the frames come, and the statistics of
/// their pixels that a dataset keeps.
/// </summary>
public sealed class CameraVideoWriter : IDisposable
{
    private readonly VideoWriter _video;

    /// <summary>Begins the video.</summary>
    /// <inheritdoc cref="VideoWriter(string, int, int, int, VideoCodec, int)"/>
    public CameraVideoWriter(string path, int width, int height, int fps, VideoCodec codec = VideoCodec.H264, int crf = 18)
    {
        _video = new VideoWriter(path, width, height, fps, codec, crf);
        (Path, Width, Height) = (path, width, height);
    }

    /// <summary>The mp4; there under its name once it is complete.</summary>
    public string Path { get; }

    /// <summary>Columns of every frame.</summary>
    public int Width { get; }

    /// <summary>Rows of every frame.</summary>
    public int Height { get; }

    /// <summary>Of the frames so far.</summary>
    public ImageStatistics Statistics { get; } = new();

    /// <summary>Whether an image can be a frame.</summary>
    public bool HasSizeOf(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return (image.Width, image.Height) == (Width, Height);
    }

    /// <summary>Appends a frame.</summary>
    /// <exception cref="ArgumentException">It has another size.</exception>
    public void Write(RgbImage image)
    {
        if (!HasSizeOf(image)) throw new ArgumentException($"A frame has {Width}x{Height} pixels, not {image.Width}x{image.Height}.", nameof(image));
        _video.Write(image.Pixels);
        Statistics.Add(image);
    }

    /// <summary>Finishes the file and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">No frame was written.</exception>
    public void Complete() => _video.Complete();

    /// <inheritdoc/>
    public void Dispose() => _video.Dispose();
}

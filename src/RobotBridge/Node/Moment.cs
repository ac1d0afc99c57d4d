using Robotics.Datasets;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// What the robot's sensors say about one moment. Its images lie in buffers that later images use again: whoever has a moment
/// disposes of it, once, and looks at no image after that. Whoever wants it for longer than it is lent shares it.
/// </summary>
public sealed class Moment : IDisposable
{
    private readonly IReadOnlyList<RgbImage> _images;
    private readonly IReadOnlyList<CameraView> _held;
    private int _isDisposed;

    /// <summary>A moment of images that belong to nobody else.</summary>
    /// <inheritdoc cref="Moment(long, IReadOnlyList{RgbImage}, IReadOnlyList{CameraView}, double[], double[])"/>
    public Moment(long stamp, IReadOnlyList<RgbImage> views, double[] measured, double[] commanded)
        : this(stamp, views, [], measured, commanded)
    {
    }

    /// <param name="stamp">Of the newest view, nanoseconds since the epoch.</param>
    /// <param name="views">One image per camera, in the order that was asked for.</param>
    /// <param name="held">Where the images come from; the moment releases them.</param>
    /// <param name="measured">Where the joints are [J].</param>
    /// <param name="commanded">Where they were told to be then [J]; where they are before the first command.</param>
    internal Moment(long stamp, IReadOnlyList<RgbImage> views, IReadOnlyList<CameraView> held, double[] measured, double[] commanded) =>
        (Stamp, _images, _held, Measured, Commanded) = (stamp, views, held, measured, commanded);

    /// <summary>Of the newest view, nanoseconds since the epoch.</summary>
    public long Stamp { get; }

    /// <summary>One image per camera, in the order that was asked for.</summary>
    /// <exception cref="ObjectDisposedException">The images may be others by now.</exception>
    public IReadOnlyList<RgbImage> Views
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
            return _images;
        }
    }

    /// <summary>Where the joints are [J].</summary>
    public double[] Measured { get; }

    /// <summary>Where they were told to be then [J]; where they are before the first command.</summary>
    public double[] Commanded { get; }

    /// <summary>The same moment for somebody else, who disposes of it in turn; the images stay until both have.</summary>
    /// <exception cref="ObjectDisposedException">The images may be others by now.</exception>
    public Moment Share()
    {
        var images = Views;
        foreach (var view in _held)
            view.Hold();
        return new Moment(Stamp, images, _held, Measured, Commanded);
    }

    /// <summary>Lets later images have the buffers; a second time it does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            foreach (var view in _held)
                view.Release();
    }
}

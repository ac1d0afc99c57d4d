using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>The first camera's image with stage and progress drawn over it, for rqt and Foxglove; drawn only while somebody watches.</summary>
internal sealed class ObserverOverlay(ITransport transport) : IDisposable
{
    private const int JpegQuality = 80;

    // one at a time: more of them than the middleware buffers would make the observer wait for a viewer behind a bad network
    private readonly IPublisher<CompressedImage> _publisher = transport.Publish<CompressedImage>("~/overlay/compressed", QosProfile.Default with { Depth = 1 });

    public void Publish(RgbImage view, TaskProgress progress)
    {
        if (_publisher.Matched == 0)
            return;
        var captioned = ImageOverlay.Caption(view, $"{progress.StageName}  {progress.Progress:P0}");
        var image = ImageOverlay.ProgressBar(captioned, progress.Progress);
        _publisher.Publish(new CompressedImage { Header = progress.Header, Format = "jpeg", Data = ImageFile.EncodeJpeg(image, JpegQuality) });
    }

    public void Dispose() => _publisher.Dispose();
}

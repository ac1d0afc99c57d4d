using Robotics.Datasets;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// All cameras: the receiving thread only files the messages by stamp, pixels are decoded by the loop that asks for them.
/// </summary>
internal sealed class CameraInput : IDisposable
{
    private readonly List<ISubscription> _subscriptions = [];
    private readonly CameraAlignment<Func<RgbImage>> _alignment;
    private readonly TimeProvider _clock;
    private long _unstamped;

    public CameraInput(ITransport transport, ObserverSettings settings, TimeProvider clock)
    {
        _clock = clock;
        _alignment = new CameraAlignment<Func<RgbImage>>(settings.Cameras.Count, RosTime.Nanoseconds(settings.Slop), settings.Queue);
        for (var camera = 0; camera < settings.Cameras.Count; camera++)
            _subscriptions.Add(Subscribe(transport, settings.Cameras[camera], camera));
    }

    /// <summary>Messages without a stamp, which count as exposed when they arrived.</summary>
    public long Unstamped => Interlocked.Read(ref _unstamped);

    /// <summary>Views that never became part of a moment.</summary>
    public long Dropped => _alignment.Dropped;

    /// <summary>Views that came too late or twice.</summary>
    public long Late => _alignment.Late;

    /// <summary>Messages that were no valid CDR.</summary>
    public long Malformed => _subscriptions.Sum(subscription => subscription.Malformed);

    /// <summary>Publishers refused because of their quality of service.</summary>
    public long Incompatible => _subscriptions.Sum(subscription => (long)subscription.Incompatible);

    /// <summary>The newest moment that all cameras saw; null when there is no new one.</summary>
    public AlignedViews<Func<RgbImage>>? Take() => _alignment.Take();

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private ISubscription Subscribe(ITransport transport, CameraTopic topic, int camera) => topic.Compressed
        ? transport.Subscribe<CompressedImage>(topic.Topic, QosProfile.Sensor, message => Offer(camera, message.Header.Stamp, () => RosImage.Decode(message)))
        : transport.Subscribe<Image>(topic.Topic, QosProfile.Sensor, message => Offer(camera, message.Header.Stamp, () => RosImage.Decode(message)));

    private void Offer(int camera, Time stamp, Func<RgbImage> decode)
    {
        var nanoseconds = RosTime.Nanoseconds(stamp);
        if (nanoseconds == 0)
        {
            Interlocked.Increment(ref _unstamped);
            nanoseconds = RosTime.Now(_clock);
        }
        _alignment.Offer(camera, nanoseconds, decode);
    }
}

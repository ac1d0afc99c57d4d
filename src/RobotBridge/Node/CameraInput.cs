using System.Collections.Immutable;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// All cameras, each subscribed once however many look through it: the receiving thread only files copies of the messages by
/// stamp, pixels are decoded once, by the first loop that asks for them. All of it lies in buffers that are used again.
/// </summary>
internal sealed class CameraInput : IDisposable
{
    private readonly SensorSettings _settings;
    private readonly TimeProvider _clock;
    private readonly BufferPool _buffers = new();
    private readonly List<ISubscription> _subscriptions = [];
    private ImmutableList<(string[] Cameras, CameraAlignment<CameraView> Alignment)> _watchers = [];
    private long _unstamped;

    public CameraInput(ITransport transport, SensorSettings settings, TimeProvider clock)
    {
        (_settings, _clock) = (settings, clock);
        foreach (var camera in settings.Cameras)
            _subscriptions.Add(Subscribe(transport, camera));
    }

    /// <summary>Messages without a stamp, which count as exposed when they arrived.</summary>
    public long Unstamped => Interlocked.Read(ref _unstamped);

    /// <summary>Messages that were no valid CDR.</summary>
    public long Malformed => _subscriptions.Sum(subscription => subscription.Malformed);

    /// <summary>Publishers refused because of their quality of service.</summary>
    public long Incompatible => _subscriptions.Sum(subscription => (long)subscription.Incompatible);

    /// <summary>Buffers of images that somebody still holds.</summary>
    public long LentBuffers => _buffers.Lent;

    /// <summary>Moments of some of the cameras, from now on; each watcher has moments of its own.</summary>
    /// <param name="cameras">Names in the order of the views.</param>
    public CameraAlignment<CameraView> Watch(IReadOnlyList<string> cameras)
    {
        var alignment = new CameraAlignment<CameraView>(cameras.Count, RosTime.Nanoseconds(_settings.Slop), _settings.Queue, view => view.Release());
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(([.. cameras], alignment)));
        return alignment;
    }

    /// <summary>The topics of some cameras.</summary>
    public IEnumerable<(string What, ISubscription Topic)> Topics(IReadOnlyList<string> cameras) =>
        _settings.Cameras.Zip(_subscriptions).Where(camera => cameras.Contains(camera.First.Name)).Select(camera => ($"image of {camera.First.Name}", camera.Second));

    /// <summary>Begins anew for every watcher.</summary>
    public void Forget() => _watchers.ForEach(watcher => watcher.Alignment.Clear());

    public void Dispose()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        Forget();
    }

    private ISubscription Subscribe(ITransport transport, CameraTopic camera) => camera.Compressed
        ? transport.Subscribe<CompressedImage>(camera.Topic, QosProfile.Sensor, message => Offer(
            camera.Name, message.Header.Stamp, new CameraView(_buffers, message.Data, (copy, buffer) => RosImage.Decode(message with { Data = copy }, buffer))))
        : transport.Subscribe<Image>(camera.Topic, QosProfile.Sensor, message => Offer(
            camera.Name, message.Header.Stamp, new CameraView(_buffers, message.Data, (copy, buffer) => RosImage.Decode(message with { Data = copy }, buffer))));

    private void Offer(string camera, Time stamp, CameraView view)
    {
        var nanoseconds = RosTime.Nanoseconds(stamp);
        if (nanoseconds == 0)
        {
            Interlocked.Increment(ref _unstamped);
            nanoseconds = RosTime.Now(_clock);
        }
        foreach (var (cameras, alignment) in _watchers)
        {
            if (Array.IndexOf(cameras, camera) is not (>= 0 and var place))
                continue;
            view.Hold();
            alignment.Offer(place, nanoseconds, view);
        }
        view.Release();
    }
}

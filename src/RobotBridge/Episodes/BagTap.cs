using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Episodes;

/// <summary>
/// The robot's own messages of an episode, as they came, into an MCAP file: cameras, joint states, commands, and what this
/// node said about progress. Messages wait in a bounded queue; what does not fit is dropped and counted.
/// </summary>
internal sealed class BagTap : IDisposable
{
    private readonly List<ISubscription> _subscriptions = [];
    private BagFile? _file;

    public BagTap(NodeContext node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var (transport, sensors, robot) = (node.Transport, node.Settings.Sensors, node.Settings.Robot);
        foreach (var camera in sensors.Cameras)
            _subscriptions.Add(camera.Compressed ? Tap<CompressedImage>(camera.Topic) : Tap<Image>(camera.Topic));
        if (node.Embodiment.Joints.Count > 0)
            _subscriptions.Add(Tap<JointState>(sensors.JointStates));
        _subscriptions.Add(robot.CommandType == CommandType.JointTrajectory ? Tap<JointTrajectory>(robot.Commands) : Tap<Float64MultiArray>(robot.Commands));
        _subscriptions.Add(Tap<TaskProgress>("~/task_progress"));

        ISubscription Tap<T>(string topic)
            where T : IMessage<T>
        {
            var name = topic;
            var subscription = transport.Subscribe<T>(topic, QosProfile.Sensor, message => Volatile.Read(ref _file)?.Offer(name, RosTime.Now(node.Clock), message));
            name = subscription.Topic;
            return subscription;
        }
    }

    /// <summary>Begins a file; messages that arrived before are not in it.</summary>
    public void Begin(string path) => Volatile.Write(ref _file, new BagFile(path));

    /// <summary>Ends the file, if one has begun.</summary>
    /// <returns>Messages that were dropped.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    public long End() => Interlocked.Exchange(ref _file, null)?.Complete() ?? 0;

    public void Dispose()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        End();
    }
}

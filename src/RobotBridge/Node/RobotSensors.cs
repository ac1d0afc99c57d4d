using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>The robot's cameras, joint states and commands as they arrive, shared by everything in the node that looks at them.</summary>
public sealed class RobotSensors : IDisposable
{
    private readonly CameraInput _cameras;
    private readonly StateHistory _states;
    private readonly TimeProvider _clock;
    private readonly List<ISubscription> _subscriptions = [];
    private readonly ISubscription? _joints;

    /// <summary>Subscribes.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="settings">Without faults.</param>
    /// <param name="joints">Names in the order of all joint positions; empty where no model wants them.</param>
    /// <param name="clock">The clock that stamps are compared with.</param>
    public RobotSensors(ITransport transport, SensorSettings settings, IReadOnlyList<string> joints, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(joints);
        _clock = clock;
        _states = new StateHistory(joints, RosTime.Nanoseconds(settings.StateSlop));
        Commanded = new CommandedJoints(joints);
        if (joints.Count > 0)
            _subscriptions.Add(_joints = transport.Subscribe<JointState>(settings.JointStates, QosProfile.Sensor, Offer));
        _cameras = new CameraInput(transport, settings, clock);
    }

    /// <summary>Where the joints were told to go of late.</summary>
    public CommandedJoints Commanded { get; }

    /// <summary>Told of every joint state, on the receiving thread.</summary>
    public Action<JointState>? JointStateReceived { get; set; }

    /// <summary>Views whose arrival had to stand for their stamp.</summary>
    public long UnstampedViews => _cameras.Unstamped;

    /// <summary>Messages that were no valid CDR.</summary>
    public long Malformed => _cameras.Malformed + _subscriptions.Sum(subscription => subscription.Malformed);

    /// <summary>Publishers refused because of their quality of service.</summary>
    public long Incompatible => _cameras.Incompatible + _subscriptions.Sum(subscription => (long)subscription.Incompatible);

    /// <summary>Buffers of images that somebody still holds.</summary>
    internal long LentBuffers => _cameras.LentBuffers;

    /// <summary>Listens to the commands of whoever else moves the robot.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="robot">Says where they go.</param>
    /// <param name="order">Joints in the order of commands that name none.</param>
    public void ListenToCommands(ITransport transport, RobotSettings robot, string[] order)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(robot);
        _subscriptions.Add(robot.CommandType == CommandType.JointTrajectory
            ? transport.Subscribe<JointTrajectory>(robot.Commands, QosProfile.Sensor, message => Commanded.Put(RosTime.Now(_clock), message))
            : transport.Subscribe<Float64MultiArray>(robot.Commands, QosProfile.Sensor, message => Commanded.Put(RosTime.Now(_clock), message, order)));
    }

    /// <summary>Begins anew: what was received has stamps of a time that comes again.</summary>
    public void Forget()
    {
        _cameras.Forget();
        _states.Clear();
        Commanded.Clear();
    }

    /// <summary>Moments of some of the cameras, from now on.</summary>
    /// <param name="cameras">Names in the order of the views.</param>
    public MomentSource Watch(IReadOnlyList<string> cameras) => new(_cameras.Watch(cameras), _states, Commanded);

    /// <summary>Watches for silence of some of the cameras and of the joint states.</summary>
    internal SensorSilence Silence(IReadOnlyList<string> cameras) => new([.. _cameras.Topics(cameras), .. JointTopics()], _states);

    /// <inheritdoc/>
    public void Dispose()
    {
        _cameras.Dispose();
        _subscriptions.ForEach(subscription => subscription.Dispose());
    }

    private IEnumerable<(string What, ISubscription Topic)> JointTopics()
    {
        if (_joints is not null)
            yield return ("joint state", _joints);
    }

    private void Offer(JointState message)
    {
        var stamp = RosTime.Nanoseconds(message.Header.Stamp);
        _states.Offer(stamp == 0 ? RosTime.Now(_clock) : stamp, message);
        JointStateReceived?.Invoke(message);
    }
}

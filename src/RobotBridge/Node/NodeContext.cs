using Robotics.Policy;
using Robotics.RobotBridge.Ros2;

namespace Robotics.RobotBridge.Node;

/// <summary>What all parts of one node share.</summary>
public sealed class NodeContext : IDisposable
{
    /// <summary>Subscribes to the robot.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="settings">Without faults.</param>
    /// <param name="embodiment">Relates joints to the models' state and actions; stays the caller's.</param>
    /// <param name="clock">The clock that stamps are compared with: the wall clock, or a simulator's.</param>
    public NodeContext(ITransport transport, NodeSettings settings, IEmbodiment embodiment, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(embodiment);
        (Transport, Settings, Embodiment, Clock) = (transport, settings, embodiment, clock);
        Log = new RosLog(transport, clock);
        Tasks = new TaskInput(transport, settings.Task);
        Sensors = new RobotSensors(transport, settings.Sensors, embodiment.Joints, clock);
        if (settings.Role != NodeRole.Drive && embodiment.Joints.Count > 0)
            Sensors.ListenToCommands(transport, settings.Robot, settings.CommandOrder(embodiment.Joints));
        if (clock is SimulationClock simulated)
            simulated.WentBack += Sensors.Forget;
    }

    /// <summary>The node on the network.</summary>
    public ITransport Transport { get; }

    /// <summary>What the node was told.</summary>
    public NodeSettings Settings { get; }

    /// <summary>Relates joints to the models' state and actions.</summary>
    public IEmbodiment Embodiment { get; }

    /// <summary>The clock that stamps are compared with; its timestamps are the machine's monotonic ones in any case.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Lines on /rosout.</summary>
    public RosLog Log { get; }

    /// <summary>The instruction in force.</summary>
    public TaskInput Tasks { get; }

    /// <summary>The robot as it arrives.</summary>
    public RobotSensors Sensors { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Clock is SimulationClock simulated)
            simulated.WentBack -= Sensors.Forget;
        Sensors.Dispose();
        Tasks.Dispose();
        Log.Dispose();
    }
}

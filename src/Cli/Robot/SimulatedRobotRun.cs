using Robotics.Cli.Pipeline;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Cli.Robot;

/// <summary>A simulated robot from its configuration to its end.</summary>
internal sealed class SimulatedRobotRun(SimulatedRobotSettings settings, RosArguments arguments, StepContext context, TimeProvider clock)
{
    /// <summary>Runs until cancelled or until its episodes are over.</summary>
    /// <returns>How each episode went.</returns>
    public IReadOnlyList<bool> Run()
    {
        using var transport = NodeTransport.Join(TransportKind.Dds, settings.Dds, settings.Name, arguments);
        using var robot = new SimulatedRobot(transport, settings, clock, context.Terminal);
        context.Terminal.Say($"{transport.NodeName} is in domain {settings.Dds.DomainInForce()} with cameras {string.Join(", ", settings.Task.Cameras)} and listens to {settings.Commands}. Ctrl-C stops it.");
        robot.Run(context.Cancellation);
        return robot.Outcomes;
    }
}

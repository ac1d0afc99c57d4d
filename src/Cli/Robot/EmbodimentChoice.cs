using Robotics.Policy;
using Robotics.RobotBridge.Node;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Robot;

/// <summary>The embodiment that a configuration names.</summary>
internal static class EmbodimentChoice
{
    /// <summary>Makes it; the caller disposes it where it is disposable.</summary>
    public static IEmbodiment Create(RobotSettings settings) => settings.Embodiment switch
    {
        EmbodimentKind.PickPlace => new PickPlaceEmbodiment(),
        _ => new JointEmbodiment(settings.Joints),
    };
}

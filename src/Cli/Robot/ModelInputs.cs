using Robotics.Datasets;
using Robotics.Policy;
using Robotics.RobotBridge.Node;

namespace Robotics.Cli.Robot;

/// <summary>Whether a robot gives what a model needs; told before anything runs.</summary>
internal static class ModelInputs
{
    /// <param name="what">The model in words, to begin the message with.</param>
    /// <param name="cameras">The views that it looks through.</param>
    /// <param name="stateSize">S, 0 for a model without state.</param>
    /// <param name="settings">The node's configuration.</param>
    /// <param name="embodiment">The configured one.</param>
    /// <exception cref="DataException">A view or the state is missing; the message names the setting.</exception>
    public static void Require(string what, IReadOnlyList<string> cameras, int stateSize, NodeSettings settings, IEmbodiment embodiment)
    {
        var known = settings.Sensors.Cameras.Select(camera => camera.Name).ToList();
        if (cameras.FirstOrDefault(camera => !known.Contains(camera)) is { } missing)
            throw new DataException($"{what} looks through {string.Join(", ", cameras)}; 'sensors.cameras' has no '{missing}', only {string.Join(", ", known)}. Add it with its topic.");
        if (stateSize > 0 && embodiment.StateNames.Count != stateSize)
            throw new DataException($"{what} was trained on {stateSize} numbers of state; 'robot' gives {embodiment.StateNames.Count}{(embodiment.StateNames.Count > 0 ? $" ({string.Join(", ", embodiment.StateNames)})" : "")}. Set 'robot.embodiment' or 'robot.joints' to what the model was trained with.");
    }
}

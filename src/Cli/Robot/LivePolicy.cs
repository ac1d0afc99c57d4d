using Robotics.Cli.Pipeline;
using Robotics.Datasets;
using Robotics.Policy;
using Robotics.Policy.Imitation;
using Robotics.RobotBridge.Node;

namespace Robotics.Cli.Robot;

/// <summary>A trained policy for a robot.</summary>
internal static class LivePolicy
{
    /// <summary>Loads a policy's folder and makes sure that the robot of the settings gives what it needs and takes what it does.</summary>
    /// <exception cref="DataException">The folder holds no policy, or it is one for another robot.</exception>
    public static ChunkPolicy Load(string folder, NodeSettings settings, IEmbodiment embodiment)
    {
        var policy = new PolicyFolder(folder).Load();
        try
        {
            ModelInputs.Require($"The policy in {folder}", policy.Settings.Cameras, policy.StateSize, settings, embodiment);
            if (policy.ActionSize != embodiment.ActionNames.Count)
                throw new DataException($"The policy in {folder} gives {policy.ActionSize} numbers per action; 'robot' takes {embodiment.ActionNames.Count} ({string.Join(", ", embodiment.ActionNames)}).");
            if (settings.Safety is { } safety && NodeSettings.JointFault(embodiment.Joints, safety) is { } fault)
                throw new DataException($"'safety.joints' {fault}.");
            return policy;
        }
        catch
        {
            policy.Dispose();
            throw;
        }
    }
}

namespace Robotics.Policy;

/// <summary>
/// What relates the numbers of a policy to the joints of a robot: its proprioception from joint positions, joint targets
/// from its actions, and its actions from the joint targets that somebody else commanded. Holds no state from call to call;
/// may be called from several threads.
/// </summary>
public interface IEmbodiment
{
    /// <summary>The joints, in the order of all joint positions here [J].</summary>
    IReadOnlyList<string> Joints { get; }

    /// <summary>A name per element of the state [S].</summary>
    IReadOnlyList<string> StateNames { get; }

    /// <summary>A name per element of an action [A].</summary>
    IReadOnlyList<string> ActionNames { get; }

    /// <summary>The policy's proprioception [S].</summary>
    /// <param name="measured">Where the joints are [J], rad or m.</param>
    /// <param name="commanded">Where they were last told to go [J].</param>
    float[] State(ReadOnlySpan<double> measured, ReadOnlySpan<double> commanded);

    /// <summary>The joint targets that actions mean, one after the other [H][J].</summary>
    /// <param name="commanded">Where the joints were told to go before the first action [J].</param>
    /// <param name="actions">[H, A]</param>
    double[][] Targets(ReadOnlySpan<double> commanded, float[,] actions);

    /// <summary>The action [A] that leads from one commanded position [J] to the next.</summary>
    float[] Action(ReadOnlySpan<double> commanded, ReadOnlySpan<double> next);
}

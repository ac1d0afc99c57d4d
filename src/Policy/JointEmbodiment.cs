namespace Robotics.Policy;

/// <summary>A policy that thinks in joints: its state are their positions, its actions are their targets.</summary>
/// <param name="joints">Order of state and action; empty for what uses neither.</param>
public sealed class JointEmbodiment(IReadOnlyList<string> joints) : IEmbodiment
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Joints { get; } = joints;

    /// <inheritdoc/>
    public IReadOnlyList<string> StateNames => Joints;

    /// <inheritdoc/>
    public IReadOnlyList<string> ActionNames => Joints;

    /// <inheritdoc/>
    public float[] State(ReadOnlySpan<double> measured, ReadOnlySpan<double> commanded) => Floats(measured);

    /// <inheritdoc/>
    public double[][] Targets(ReadOnlySpan<double> commanded, float[,] actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        if (actions.GetLength(1) != Joints.Count)
            throw new ArgumentException($"An action has {actions.GetLength(1)} numbers; there are {Joints.Count} joints.", nameof(actions));
        var targets = new double[actions.GetLength(0)][];
        for (var row = 0; row < targets.Length; row++)
            targets[row] = [.. Enumerable.Range(0, Joints.Count).Select(joint => (double)actions[row, joint])];
        return targets;
    }

    /// <inheritdoc/>
    public float[] Action(ReadOnlySpan<double> commanded, ReadOnlySpan<double> next) => Floats(next);

    private static float[] Floats(ReadOnlySpan<double> positions)
    {
        var numbers = new float[positions.Length];
        for (var joint = 0; joint < numbers.Length; joint++)
            numbers[joint] = (float)positions[joint];
        return numbers;
    }
}

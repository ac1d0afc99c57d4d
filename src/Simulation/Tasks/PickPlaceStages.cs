namespace Robotics.Simulation.Tasks;

/// <summary>The stages of the task and their nominal share of its duration.</summary>
public static class PickPlaceStages
{
    /// <summary>Names in order [K].</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["reach the cube", "grasp the cube", "carry to the goal", "place on the goal", "retreat"];

    /// <summary>Mean share of each stage in fluent demonstrations, rounded [K]; they sum to one.</summary>
    public static IReadOnlyList<double> Proportions { get; } = [.32, .14, .27, .155, .115];

    /// <summary>Progress P(k-1) + share(k) x fraction.</summary>
    /// <param name="proportions">Share of each stage [K], summing to one.</param>
    /// <param name="stage">k - 1, from 0.</param>
    /// <param name="fraction">How much of the stage is done, [0, 1].</param>
    public static double Progress(IReadOnlyList<double> proportions, int stage, double fraction)
    {
        ArgumentNullException.ThrowIfNull(proportions);
        double progress = proportions[stage] * fraction;
        for (int earlier = 0; earlier < stage; earlier++)
            progress += proportions[earlier];
        return Math.Clamp(progress, 0, 1);
    }
}

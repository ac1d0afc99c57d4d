namespace Robotics.Cli.Reports.Content;

/// <summary>How reward-aligned imitation weighs the frames of one episode.</summary>
/// <param name="Title">Episode, quality, outcome.</param>
/// <param name="Timestamps">[T] seconds.</param>
/// <param name="Progress">Predicted progress [T] in [0, 1].</param>
/// <param name="Deltas">Progress over the next chunk [T].</param>
/// <param name="Weights">Weight of each frame [T] in [0, 1].</param>
public sealed record WeightedEpisode(string Title, float[] Timestamps, float[] Progress, float[] Deltas, float[] Weights)
{
    /// <summary>A few frames, evenly spread.</summary>
    public IReadOnlyList<FilmFrame> Frames { get; init; } = [];
}

/// <summary>The weights of a whole dataset.</summary>
/// <param name="Kappa">Deltas from here on weigh one.</param>
/// <param name="Mean">Mean weight; 0.3 to 0.8 is healthy.</param>
/// <param name="EffectiveSampleSize">(sum w)^2 / sum w^2, in frames.</param>
/// <param name="Frames">All frames.</param>
/// <param name="ZeroShare">Share of frames with weight 0.</param>
/// <param name="FullShare">Share of frames with weight 1.</param>
public sealed record WeightSummary(double Kappa, double Mean, double EffectiveSampleSize, long Frames, double ZeroShare, double FullShare)
{
    /// <summary>Mean weight of each group of demonstrations, such as fluent, hesitant and failing.</summary>
    public IReadOnlyList<GroupWeight> Groups { get; init; } = [];
}

/// <summary>Mean weight of one group of demonstrations.</summary>
/// <param name="Name">The group.</param>
/// <param name="Episodes">Demonstrations in it.</param>
/// <param name="Mean">In [0, 1].</param>
public sealed record GroupWeight(string Name, int Episodes, double Mean);

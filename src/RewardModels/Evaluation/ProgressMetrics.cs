namespace Robotics.RewardModels.Evaluation;

/// <summary>How well a model's progress agrees with the truth on a set of episodes.</summary>
/// <param name="Episodes">Number of episodes.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="Mse">Mean squared error of progress over all frames.</param>
/// <param name="Mae">Mean absolute error of progress over all frames.</param>
/// <param name="StageAccuracy">Share of frames whose stage is right.</param>
/// <param name="Voc">Rank correlation of estimated progress with time, mean over episodes.</param>
/// <param name="BoundaryError">Median distance in frames between true and estimated starts of stages; NaN where no stage changes.</param>
/// <param name="Confusion">Frames [K, K], true stage by estimated stage.</param>
public sealed record ProgressMetrics(
    int Episodes,
    int Frames,
    BootstrapInterval Mse,
    BootstrapInterval Mae,
    BootstrapInterval StageAccuracy,
    BootstrapInterval Voc,
    BootstrapInterval BoundaryError,
    int[,] Confusion)
{
    /// <summary>Computes all figures with intervals over resampled episodes.</summary>
    /// <param name="episodes">At least one.</param>
    /// <param name="seed">Decides the resampling.</param>
    /// <param name="draws">Resampled sets.</param>
    public static ProgressMetrics Of(IReadOnlyList<ScoredEpisode> episodes, ulong seed, int draws = 1000)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        BootstrapInterval Interval(Func<IReadOnlyList<ScoredEpisode>, double> statistic) => BootstrapInterval.Of(episodes, statistic, seed, draws);
        return new ProgressMetrics(
            episodes.Count,
            episodes.Sum(e => e.Length),
            Interval(set => PerFrame(set, e => e.SquaredError)),
            Interval(set => PerFrame(set, e => e.AbsoluteError)),
            Interval(set => PerFrame(set, e => e.RightStages)),
            Interval(set => set.Average(e => e.ValueOrder)),
            Interval(MedianBoundaryError),
            CountStages(episodes));
    }

    private static double PerFrame(IReadOnlyList<ScoredEpisode> episodes, Func<ScoredEpisode, double> sum)
    {
        double total = 0;
        var frames = 0;
        foreach (var episode in episodes)
        {
            total += sum(episode);
            frames += episode.Length;
        }
        return total / frames;
    }

    private static double MedianBoundaryError(IReadOnlyList<ScoredEpisode> episodes)
    {
        var errors = episodes.SelectMany(e => e.BoundaryErrors).Order().ToArray();
        return BootstrapInterval.Quantile(errors, 0.5);
    }

    private static int[,] CountStages(IReadOnlyList<ScoredEpisode> episodes)
    {
        var stages = 1 + episodes.SelectMany(e => e.TrueStages.Concat(e.Track.Stages)).DefaultIfEmpty(0).Max();
        stages = Math.Max(stages, episodes.Max(e => e.Track.StageProbabilities.GetLength(1)));
        var confusion = new int[stages, stages];
        foreach (var episode in episodes)
            for (var t = 0; t < episode.Length; t++)
                confusion[episode.TrueStages[t], episode.Track.Stages[t]]++;
        return confusion;
    }
}

namespace Robotics.RewardModels.Evaluation;

/// <summary>An episode's estimates beside the truth.</summary>
/// <param name="Track">What a model says.</param>
/// <param name="TrueStages">0 to K-1 per frame [T].</param>
/// <param name="TrueProgress">[T] in [0, 1].</param>
public sealed record ScoredEpisode(ProgressTrack Track, int[] TrueStages, float[] TrueProgress)
{
    /// <summary>Sum over frames of the squared error of progress.</summary>
    internal double SquaredError { get; } = Sum(Track, TrueProgress, e => e * e);

    /// <summary>Sum over frames of the absolute error of progress.</summary>
    internal double AbsoluteError { get; } = Sum(Track, TrueProgress, Math.Abs);

    /// <summary>Mean over frames of the absolute error of progress.</summary>
    public double MeanAbsoluteError => AbsoluteError / Length;

    /// <summary>Frames whose stage is right.</summary>
    internal int RightStages { get; } = Track.Stages.Zip(TrueStages).Count(p => p.First == p.Second);

    /// <summary>Rank correlation of estimated progress with time.</summary>
    public double ValueOrder { get; } = RankCorrelation.ValueOrder(Track.Progress);

    /// <summary>Per true change to a later stage, how many frames off the model first reaches that stage.</summary>
    public IReadOnlyList<double> BoundaryErrors { get; } = Boundaries(Track.Stages, TrueStages);

    /// <summary>Frames T.</summary>
    public int Length => Track.Length;

    private static double Sum(ProgressTrack track, float[] truth, Func<double, double> of)
    {
        if (track.Length != truth.Length)
            throw new ArgumentException($"The track has {track.Length} frames, the truth {truth.Length}.", nameof(truth));
        return track.Progress.Zip(truth).Sum(p => of((double)p.First - p.Second));
    }

    private static List<double> Boundaries(int[] estimated, int[] truth)
    {
        var errors = new List<double>();
        for (int t = 1, reached = truth.Length > 0 ? truth[0] : 0; t < truth.Length; t++)
        {
            if (truth[t] <= reached)
                continue;
            reached = truth[t];
            var first = Array.FindIndex(estimated, k => k >= reached);
            errors.Add(Math.Abs((first < 0 ? truth.Length : first) - t));
        }
        return errors;
    }
}

using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Baselines;

/// <summary>Makes full estimates of models that know only progress: the stage follows from the stages' borders.</summary>
internal static class ScalarTrack
{
    internal static ProgressEstimate Estimate(double progress, TemporalProportions proportions)
    {
        progress = Math.Clamp(progress, 0, 1);
        var stage = proportions.StageOf(progress);
        var probabilities = new float[proportions.Shares.Count];
        probabilities[stage] = 1;
        return new ProgressEstimate(stage, probabilities, (float)progress, 1);
    }

    internal static ProgressTrack Of(string model, IReadOnlyList<double> progress, TemporalProportions proportions)
    {
        var length = progress.Count;
        var track = new ProgressTrack(model, new int[length], new float[length, proportions.Shares.Count], new float[length], new float[length]);
        for (var t = 0; t < length; t++)
        {
            var estimate = Estimate(progress[t], proportions);
            (track.Stages[t], track.Progress[t], track.Confidence[t]) = (estimate.Stage, estimate.Progress, 1);
            track.StageProbabilities[t, estimate.Stage] = 1;
        }
        return track;
    }
}

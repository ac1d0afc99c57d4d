using Robotics.Datasets.Configuration;

namespace Robotics.RewardModels.Evaluation;

/// <summary>When a rollout's progress counts as success or as partial success; declared before the rollouts are seen.</summary>
public sealed record RolloutJudgeSettings : ISettings
{
    /// <summary>Success when the median progress of the final frames reaches this.</summary>
    public double SuccessProgress { get; init; } = 0.9;

    /// <summary>Final frames whose median decides on success.</summary>
    public int FinalFrames { get; init; } = 5;

    /// <summary>Partial success when progress passed the end of so many stages.</summary>
    public int PartialStages { get; init; } = 2;

    /// <summary>Frames of the running median that keeps single outliers from counting as partial success.</summary>
    public int SmoothingFrames { get; init; } = 5;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (SuccessProgress is not (> 0 and <= 1))
            yield return new SettingFault("success_progress", $"is {SuccessProgress}, must lie above 0 and at most at 1");
        if (FinalFrames < 1)
            yield return new SettingFault("final_frames", $"is {FinalFrames}, must be at least 1");
        if (PartialStages < 1)
            yield return new SettingFault("partial_stages", $"is {PartialStages}, must be at least 1");
        if (SmoothingFrames < 1)
            yield return new SettingFault("smoothing_frames", $"is {SmoothingFrames}, must be at least 1");
    }
}

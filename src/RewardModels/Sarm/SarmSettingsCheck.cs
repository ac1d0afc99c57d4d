using Robotics.Datasets.Configuration;

namespace Robotics.RewardModels.Sarm;

/// <summary>The impossible values of <see cref="SarmSettings"/>.</summary>
internal static class SarmSettingsCheck
{
    internal static IEnumerable<SettingFault> Faults(SarmSettings s)
    {
        var faults = new List<SettingFault>();
        Require(faults, s.Cameras.Distinct().Count() == s.Cameras.Count, "cameras", "names a camera twice");
        Within(faults, 1, 1024, ("observation_steps", s.ObservationSteps));
        Within(faults, 1, 100_000, ("frame_gap", s.FrameGap));
        Within(faults, 1, 65_536, ("text_dimension", s.TextDimension));
        Within(faults, 1, 8192, ("model_width", s.ModelWidth));
        Within(faults, 1, 64, ("time_layers", s.TimeLayers), ("feed_forward_scale", s.FeedForwardScale));
        Within(faults, 1, int.MaxValue, ("heads", s.Heads), ("steps", s.Steps));
        Within(faults, 1, 65_536, ("batch_size", s.BatchSize));
        Within(faults, 0, 64, ("frame_layers", s.FrameLayers));
        Within(faults, 0, int.MaxValue, ("max_rewind_steps", s.MaxRewindSteps), ("warmup_steps", s.WarmupSteps));
        Share(faults, ("rewind_probability", s.RewindProbability), ("reverse_probability", s.ReverseProbability),
            ("perturbed_language", s.PerturbedLanguage), ("teacher_forcing", s.TeacherForcing));
        ShareBelowOne(faults, ("dropout", s.Dropout), ("view_dropout", s.ViewDropout));
        NotNegative(faults, ("feature_noise", s.FeatureNoise), ("stage_loss_weight", s.StageLossWeight),
            ("stage_progress_loss_weight", s.StageProgressLossWeight), ("progress_loss_weight", s.ProgressLossWeight),
            ("learning_rate", s.LearningRate), ("final_learning_rate", s.FinalLearningRate), ("weight_decay", s.WeightDecay),
            ("gradient_clip", s.GradientClip));
        Require(faults, s.Heads < 1 || s.ModelWidth % s.Heads == 0, "heads", $"must divide model_width ({s.ModelWidth})");
        Require(faults, s.MaxRewindSteps < s.ObservationSteps, "max_rewind_steps", $"must be smaller than observation_steps ({s.ObservationSteps})");
        Require(faults, s.WarmupSteps <= s.Steps, "warmup_steps", $"must not exceed steps ({s.Steps})");
        Require(faults, Enum.IsDefined(s.Combination), "combination", "must be expected or most_likely");
        return faults;
    }

    private static void Require(List<SettingFault> faults, bool holds, string key, string message)
    {
        if (!holds)
            faults.Add(new SettingFault(key, message));
    }

    private static void Within(List<SettingFault> faults, int least, int most, params ReadOnlySpan<(string Key, int Value)> settings)
    {
        foreach (var (key, value) in settings)
            Require(faults, value >= least && value <= most, key, most == int.MaxValue ? $"is {value}, must be at least {least}" : $"is {value}, must lie in {least} to {most}");
    }

    private static void Share(List<SettingFault> faults, params ReadOnlySpan<(string Key, double Value)> settings)
    {
        foreach (var (key, value) in settings)
            Require(faults, value is >= 0 and <= 1, key, $"is {value}, must lie in 0 to 1");
    }

    private static void ShareBelowOne(List<SettingFault> faults, params ReadOnlySpan<(string Key, double Value)> settings)
    {
        foreach (var (key, value) in settings)
            Require(faults, value is >= 0 and < 1, key, $"is {value}, must be at least 0 and below 1");
    }

    private static void NotNegative(List<SettingFault> faults, params ReadOnlySpan<(string Key, double Value)> settings)
    {
        foreach (var (key, value) in settings)
            Require(faults, value >= 0 && double.IsFinite(value), key, $"is {value}, must not be negative");
    }
}

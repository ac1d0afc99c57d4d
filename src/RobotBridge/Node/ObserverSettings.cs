using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Node;

/// <summary>How progress is estimated and what counts as success.</summary>
public sealed record ObserverSettings : ISettings
{
    /// <summary>Folder of a trained reward model; null where progress is not wanted.</summary>
    public string? Model { get; init; }

    /// <summary>Estimates per second; the frame rate of the data that the model was trained on.</summary>
    public double Rate { get; init; } = 10;

    /// <summary>Progress at which a frame speaks for success.</summary>
    public double SuccessProgress { get; init; } = 0.9;

    /// <summary>Frames whose share at <see cref="SuccessProgress"/> is the published success.</summary>
    public int FinalFrames { get; init; } = 5;

    /// <summary>Discount of the shaped reward.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Rate is not (> 0 and <= 1000))
            yield return new SettingFault("rate", $"is {Rate}, must lie above 0 and at most at 1000 per second");
        if (FinalFrames is < 1 or > 10_000)
            yield return new SettingFault("final_frames", $"is {FinalFrames}, must lie in 1 to 10000");
        foreach (var (key, value) in new[] { ("success_progress", SuccessProgress), ("gamma", Gamma) })
            if (value is not (> 0 and <= 1))
                yield return new SettingFault(key, $"is {value}, must lie above 0 and at most at 1");
    }
}

using Robotics.Datasets.Configuration;

namespace Robotics.Policy.Imitation;

/// <summary>How a policy is trained and executed; the defaults train in a minute or two on one core.</summary>
public sealed record PolicySettings : ISettings
{
    /// <summary>Views that the policy sees.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = ["front", "side", "wrist"];

    /// <summary>Views are reduced to squares of so many pixels: a power of two from 16.</summary>
    public int ImageSize { get; init; } = 64;

    /// <summary>H, the actions planned at a time; also the look-ahead of the reward-aligned weights.</summary>
    public int ChunkSize { get; init; } = 8;

    /// <summary>Actions executed before the next plan, 1 to H; only under a receding horizon.</summary>
    public int ExecuteSteps { get; init; } = 4;

    /// <summary>What is done with a planned chunk.</summary>
    public ExecutionMode Execution { get; init; } = ExecutionMode.RecedingHorizon;

    /// <summary>How fast plans lose weight in temporal ensembling; 0 averages them evenly.</summary>
    public double EnsembleDecay { get; init; } = 0.01;

    /// <summary>Action dimensions, from 0, that are increments to a commanded target; temporal ensembling sums them up.</summary>
    public IReadOnlyList<int> DeltaActions { get; init; } = [0, 1, 2];

    /// <summary>Numbers per view that the image encoder hands on.</summary>
    public int ViewFeatures { get; init; } = 128;

    /// <summary>Width of the two hidden layers.</summary>
    public int HiddenSize { get; init; } = 256;

    /// <summary>Which frames count how much.</summary>
    public Weighting Weighting { get; init; } = Weighting.Uniform;

    /// <summary>Progress per chunk above which a frame counts fully; only with reward-aligned weights.</summary>
    public double Kappa { get; init; } = 0.01;

    /// <summary>Training steps; fewer than 3000 leave the result to luck.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Frames per step, drawn evenly from all demonstrations.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Learning rate at the end of the cosine.</summary>
    public double FinalLearningRate { get; init; } = 1e-5;

    /// <summary>Steps over which the learning rate rises to its peak.</summary>
    public int WarmupSteps { get; init; } = 100;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Gradients are scaled down to this norm; 0 leaves them as they are.</summary>
    public double GradientClip { get; init; } = 1;

    /// <summary>Images are shifted by up to so many pixels either way, the border repeated.</summary>
    public int ShiftPixels { get; init; } = 4;

    /// <summary>Brightness and colour balance vary by up to this share, 0 to 1.</summary>
    public double ColourJitter { get; init; } = 0.1;

    /// <summary>How the plans are executed.</summary>
    internal ChunkExecution ChunkExecution => new(Execution, ExecuteSteps, EnsembleDecay, DeltaActions);

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Cameras.Count == 0 || Cameras.Distinct().Count() != Cameras.Count || Cameras.Any(string.IsNullOrWhiteSpace))
            yield return new("cameras", "names at least one camera, each one once.");
        if (ImageSize is < 16 or > 512 || !int.IsPow2(ImageSize))
            yield return new("image_size", $"is {ImageSize}; use 16, 32, 64, 128, 256 or 512.");
        if (ChunkSize is < 1 or > 512)
            yield return new("chunk_size", $"is {ChunkSize}; use 1 to 512.");
        if (ExecuteSteps < 1 || ExecuteSteps > ChunkSize)
            yield return new("execute_steps", $"is {ExecuteSteps}; a chunk of {ChunkSize} can be executed for 1 to {ChunkSize} steps.");
        if (EnsembleDecay is not (>= 0 and <= 100))
            yield return new("ensemble_decay", $"is {EnsembleDecay}; use 0 to 100.");
        if (DeltaActions.Any(d => d < 0) || DeltaActions.Distinct().Count() != DeltaActions.Count)
            yield return new("delta_actions", "names dimensions from 0, each one once.");
        if (ViewFeatures is < 1 or > 65536)
            yield return new("view_features", $"is {ViewFeatures}; use 1 to 65536.");
        if (HiddenSize is < 1 or > 65536)
            yield return new("hidden_size", $"is {HiddenSize}; use 1 to 65536.");
        foreach (var fault in TrainingFaults())
            yield return fault;
    }

    private IEnumerable<SettingFault> TrainingFaults()
    {
        if (Kappa is not (>= 0 and < 1))
            yield return new("kappa", $"is {Kappa}; use 0 to 1, in progress per chunk.");
        if (Steps < 1)
            yield return new("steps", $"is {Steps}; at least 1.");
        if (BatchSize is < 1 or > 65536)
            yield return new("batch_size", $"is {BatchSize}; use 1 to 65536.");
        if (LearningRate is not (> 0 and <= 1))
            yield return new("learning_rate", $"is {LearningRate}; it lies between 0 and 1.");
        if (FinalLearningRate < 0 || !(FinalLearningRate <= LearningRate))
            yield return new("final_learning_rate", $"is {FinalLearningRate}; use 0 to the learning rate {LearningRate}.");
        if (WarmupSteps < 0 || WarmupSteps > Steps)
            yield return new("warmup_steps", $"is {WarmupSteps}; use 0 to the {Steps} steps of the training.");
        if (WeightDecay is not (>= 0 and < 1))
            yield return new("weight_decay", $"is {WeightDecay}; use 0 to 1.");
        if (GradientClip is not (>= 0 and < double.PositiveInfinity))
            yield return new("gradient_clip", $"is {GradientClip}; 0 turns it off.");
        if (ShiftPixels < 0 || ShiftPixels >= ImageSize)
            yield return new("shift_pixels", $"is {ShiftPixels}; use 0 to {ImageSize - 1}.");
        if (ColourJitter is not (>= 0 and < 1))
            yield return new("colour_jitter", $"is {ColourJitter}; use 0 to 1.");
    }
}

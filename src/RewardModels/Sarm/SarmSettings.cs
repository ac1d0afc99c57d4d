using Robotics.Datasets.Configuration;

namespace Robotics.RewardModels.Sarm;

/// <summary>Everything that decides how SARM is built and trained; the defaults train in minutes on two CPU cores.</summary>
public sealed record SarmSettings : ISettings
{
    /// <summary>Views to use, by camera name; empty means all views of the training data.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = [];

    /// <summary>Whether proprioception is an input where the data has it.</summary>
    public bool UseState { get; init; } = true;

    /// <summary>
    /// Whether annotated demonstrations that failed are learned from too, up to the stage they reached. The paper leaves
    /// them out; without them a hand that goes through the motions without the object looks like success.
    /// </summary>
    public bool FailedDemonstrations { get; init; }

    /// <summary>Frames in the window that ends at the estimated frame; the episode's first frame comes on top as anchor.</summary>
    public int ObservationSteps { get; init; } = 8;

    /// <summary>Frames between two of the window; about 0.4 to 1 s works.</summary>
    public int FrameGap { get; init; } = 4;

    /// <summary>Most frames that a training window may run backwards after its end.</summary>
    public int MaxRewindSteps { get; init; } = 4;

    /// <summary>Share of training windows that are rewound.</summary>
    public double RewindProbability { get; init; } = 0.8;

    /// <summary>Share of training windows that come from the episode played backwards.</summary>
    public double ReverseProbability { get; init; } = 0.1;

    /// <summary>Share of training windows that get a foreign instruction and the target zero.</summary>
    public double PerturbedLanguage { get; init; } = 0.1;

    /// <summary>Share of training windows whose progress network is told the true stage instead of the predicted one.</summary>
    public double TeacherForcing { get; init; } = 0.5;

    /// <summary>Length of the hashed text embedding.</summary>
    public int TextDimension { get; init; } = 256;

    /// <summary>Width of every token.</summary>
    public int ModelWidth { get; init; } = 128;

    /// <summary>Attention heads; they divide the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Transformer layers that relate the views, language and state of one frame.</summary>
    public int FrameLayers { get; init; } = 1;

    /// <summary>Transformer layers over the whole window, causal in time. Relabelling is fastest with one.</summary>
    public int TimeLayers { get; init; } = 1;

    /// <summary>Hidden width of the feed-forward layers, as a multiple of <see cref="ModelWidth"/>.</summary>
    public int FeedForwardScale { get; init; } = 2;

    /// <summary>Dropout inside the networks.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Standard deviation of the noise on normalised features while training.</summary>
    public double FeatureNoise { get; init; } = 0.2;

    /// <summary>Probability that one view of a training window is blanked.</summary>
    public double ViewDropout { get; init; } = 0.1;

    /// <summary>How stage probabilities and progress inside the stages become one number.</summary>
    public StageCombination Combination { get; init; } = StageCombination.Expected;

    /// <summary>Weight of the stage classification in the loss.</summary>
    public double StageLossWeight { get; init; } = 1;

    /// <summary>Weight of the error of progress inside the true stage.</summary>
    public double StageProgressLossWeight { get; init; } = 5;

    /// <summary>Weight of the error of the progress through the whole task.</summary>
    public double ProgressLossWeight { get; init; } = 20;

    /// <summary>Training steps.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>Windows per step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Highest learning rate.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Learning rate at the end.</summary>
    public double FinalLearningRate { get; init; } = 1e-5;

    /// <summary>Steps until the highest learning rate.</summary>
    public int WarmupSteps { get; init; } = 100;

    /// <summary>Decoupled weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.05;

    /// <summary>Gradients of a larger norm are scaled down to it; 0 turns that off.</summary>
    public double GradientClip { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults() =>
        SarmSettingsCheck.Faults(this);
}

/// <summary>How stage probabilities p and progress τ inside each stage become the progress y; b are the stages' borders.</summary>
public enum StageCombination
{
    /// <summary>y = Σ p_k (b_k + τ_k (b_k+1 - b_k)): no jump where the likeliest stage changes.</summary>
    Expected,

    /// <summary>y of the likeliest stage alone, as the paper has it.</summary>
    MostLikely,
}

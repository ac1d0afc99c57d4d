using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>
/// Trains SARM (Chen et al. 2025, arXiv 2509.25358) on annotated demonstrations with frozen features. The networks see
/// windows as they will at inference, rewound ones too, and foreign instructions whose progress is zero.
/// </summary>
public sealed class SarmTrainer : ITrainer
{
    private const int DropoutPurpose = 1;
    private const int NoisePurpose = 2;

    private readonly SarmSettings _settings;
    private readonly ulong _seed;
    private readonly SarmTrainingData _data;
    private readonly SarmSampler _sampler;
    private readonly SarmNetwork _network;
    private readonly FlatParameters _parameters;
    private readonly FusedAdamW _optimizer;
    private readonly SarmObjective _objective;
    private readonly CosineSchedule _schedule;
    private readonly HashedTextEncoder _text;

    /// <summary>Prepares step 0.</summary>
    /// <param name="s">Settings without faults.</param>
    /// <param name="episodes">Demonstrations of one backbone; features stay in memory as given.</param>
    /// <param name="stages">Stage names in order [K].</param>
    /// <param name="seed">Decides first values, order, augmentation and dropout.</param>
    /// <param name="proportions">Share of each stage; the demonstrations' own means when null.</param>
    /// <exception cref="Robotics.Datasets.DataException">An episode lacks annotations, a camera or finite numbers.</exception>
    public SarmTrainer(SarmSettings s, IReadOnlyList<SarmEpisode> episodes, IReadOnlyList<string> stages, ulong seed, TemporalProportions? proportions = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        (_settings, _seed) = (s, seed);
        _data = new SarmTrainingData(s, episodes, stages, proportions);
        _sampler = new SarmSampler(s, _data, seed);
        var description = _data.Description;
        _network = new SarmNetwork(s, new SarmShape(description.Cameras.Count, description.FeatureDimension, description.StateDimension, stages.Count));
        SarmInitialization.Apply(_network, seed);
        _parameters = new FlatParameters(_network);
        _optimizer = new FusedAdamW(_parameters, weightDecay: s.WeightDecay);
        _objective = new SarmObjective(s, description, _network);
        _schedule = new CosineSchedule(s.WarmupSteps, s.LearningRate, s.FinalLearningRate, s.Steps);
        _text = new HashedTextEncoder(s.TextDimension);
        _network.Dropout.Enabled = true;
    }

    /// <inheritdoc/>
    public int Step { get; private set; }

    /// <inheritdoc/>
    public int TotalSteps => _settings.Steps;

    /// <summary>Inputs, outputs and statistics of the model in training.</summary>
    public SarmDescription Description => _data.Description;

    /// <summary>Trainable numbers of both networks.</summary>
    public int ParameterCount => _parameters.Count;

    /// <inheritdoc/>
    public TrainingMetrics Advance()
    {
        TorchThreads.Adopt();
        using var scope = NewDisposeScope();
        _network.Dropout.Seed(StepSeed.Of(_seed, Step, DropoutPurpose));
        var batch = SarmBatch.Of(_sampler.Draw(Step), _data, _text);
        _parameters.ZeroGradients();
        var loss = _objective.Loss(batch, StepSeed.Of(_seed, Step, NoisePurpose));
        loss.Total.backward();
        var rate = _schedule.At(Step);
        var norm = _optimizer.Update(rate, _settings.GradientClip);
        Step++;
        return new TrainingMetrics(Step, loss.Total.item<float>(), norm, rate, new Dictionary<string, double>
        {
            ["stage_loss"] = loss.Stage.item<float>(),
            ["stage_progress_mse"] = loss.Fraction.item<float>(),
            ["progress_mse"] = loss.Progress.item<float>(),
            ["stage_accuracy"] = loss.Accuracy.item<float>(),
        });
    }

    /// <inheritdoc/>
    public void Save(Stream s) => TrainingState.Save(s, _parameters, _optimizer, Step);

    /// <inheritdoc/>
    public void Load(Stream s) => Step = TrainingState.Load(s, _parameters, _optimizer);

    /// <summary>A copy of the model as it is now, to be saved or used.</summary>
    public SarmCheckpoint Checkpoint() => SarmCheckpoint.Of(_network, _data.Description);

    /// <inheritdoc/>
    public void Dispose()
    {
        _objective.Dispose();
        _parameters.Dispose();
        _network.Dispose();
    }
}

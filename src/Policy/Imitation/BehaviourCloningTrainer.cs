using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.Policy.Imitation;

/// <summary>
/// Trains an action-chunking policy from demonstrations: behaviour cloning, and reward-aligned behaviour cloning by the
/// weights of the frames. Two trainers may run side by side on two threads; neither uses torch's global random state.
/// </summary>
public sealed class BehaviourCloningTrainer : ITrainer
{
    private readonly PolicySettings _settings;
    private readonly ulong _seed;
    private readonly double _controlPeriod;
    private readonly Normalization _normalization;
    private readonly CosineSchedule _schedule;
    private readonly ChunkNetwork _network;
    private readonly FlatParameters _parameters;
    private readonly FusedAdamW _optimizer;
    private readonly TrainingBatch _batch;

    /// <summary>Prepares a training.</summary>
    /// <param name="settings">How.</param>
    /// <param name="demonstrations">On what; must outlive the trainer.</param>
    /// <param name="seed">Decides the first network, the batches and the augmentation.</param>
    /// <exception cref="ArgumentException">The settings have faults.</exception>
    /// <exception cref="DataException">The demonstrations do not fit the settings or each other.</exception>
    public BehaviourCloningTrainer(PolicySettings settings, Demonstrations demonstrations, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(demonstrations);
        if (settings.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.Key} {fault.Message}", nameof(settings));
        (_settings, _seed, _controlPeriod) = (settings, seed, demonstrations.ControlPeriod);
        var frames = new TrainingFrames(demonstrations.Episodes, settings.Weighting);
        var views = settings.Cameras.Select(camera => View(demonstrations, camera, settings.ImageSize)).ToArray();
        _normalization = Normalization.Of(frames.Episodes);
        _schedule = new CosineSchedule(settings.WarmupSteps, settings.LearningRate, settings.FinalLearningRate, settings.Steps);
        _network = new ChunkNetwork(settings, _normalization.StateSize, _normalization.ActionSize);
        _network.Initialize(seed);
        _parameters = new FlatParameters(_network);
        _optimizer = new FusedAdamW(_parameters, weightDecay: settings.WeightDecay);
        _batch = new TrainingBatch(settings, _normalization, frames, views);
    }

    /// <inheritdoc/>
    public int Step { get; private set; }

    /// <inheritdoc/>
    public int TotalSteps => _settings.Steps;

    /// <summary>Trainable numbers.</summary>
    public int ParameterCount => _parameters.Count;

    /// <inheritdoc/>
    /// <exception cref="DataException">All frames of the batch have weight zero.</exception>
    public TrainingMetrics Advance()
    {
        TorchThreads.Adopt();
        _batch.Fill(_seed, Step);
        var loss = AccumulateGradients();
        if (!double.IsFinite(loss))
            throw new InvalidOperationException($"The loss of step {Step + 1} is {loss}; lower the learning rate or check the data.");
        var rate = _schedule.At(Step);
        var norm = _optimizer.Update(rate, _settings.GradientClip);
        Step++;
        return new TrainingMetrics(Step, loss, norm, rate, new Dictionary<string, double> { ["mean_weight"] = _batch.MeanWeight });
    }

    /// <inheritdoc/>
    public void Save(Stream s) => TrainingState.Save(s, _parameters, _optimizer, Step);

    /// <inheritdoc/>
    public void Load(Stream s) => Step = TrainingState.Load(s, _parameters, _optimizer);

    /// <summary>Writes the policy as it is now: network, normalisation and settings, all that <see cref="ChunkPolicy.Load"/> needs.</summary>
    public void WritePolicy(Stream stream) => PolicyCheckpoint.Write(stream, _settings, _network, _normalization, _controlPeriod);

    /// <inheritdoc/>
    public void Dispose()
    {
        _batch.Dispose();
        _network.Dispose();
        _parameters.Dispose();
    }

    private static TrainingImages View(Demonstrations demonstrations, string camera, int size)
    {
        if (!demonstrations.Images.TryGetValue(camera, out var images))
            throw new DataException($"The demonstrations have no camera {camera}; they have {string.Join(", ", demonstrations.Images.Keys)}.");
        if (images.Size != size)
            throw new DataException($"The images of camera {camera} are {images.Size} pixels wide, the settings ask for {size}.");
        var needed = demonstrations.Episodes.Max(e => e.FirstFrame + e.Length);
        return images.Frames >= needed
            ? images
            : throw new DataException($"Camera {camera} has {images.Frames} images for {needed} frames of demonstrations.");
    }

    private double AccumulateGradients()
    {
        using var scope = NewDisposeScope();
        _parameters.ZeroGradients();
        var predicted = _network.forward(_batch.Images, _batch.State);
        var loss = ChunkLoss.Of(predicted, _batch.Target, _batch.Coefficients);
        loss.backward();
        return loss.ToDouble();
    }
}

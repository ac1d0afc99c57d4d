using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.RewardModels.Sarm;

/// <summary>
/// SARM's loss on a batch: cross entropy of the stage k, squared error of τ inside the true stage, and squared error of
/// the progress that both give together. All are means over the slots that are no padding.
/// </summary>
internal sealed class SarmObjective : IDisposable
{
    private readonly SarmSettings _settings;
    private readonly SarmNetwork _network;
    private readonly Generator _noise = new(0);
    private readonly Tensor _mean;
    private readonly Tensor _scale;
    private readonly Tensor _borders;
    private readonly Tensor _shares;

    internal SarmObjective(SarmSettings settings, SarmDescription description, SarmNetwork network)
    {
        (_settings, _network) = (settings, network);
        long[] perView = [description.Cameras.Count, 1, description.FeatureDimension];
        using var scope = NewDisposeScope();
        _mean = TensorOf.Values(description.Features.Mean).view(perView).DetachFromDisposeScope();
        _scale = TensorOf.Values(description.Features.Scale).view(perView).DetachFromDisposeScope();
        _borders = TensorOf.Values(description.Proportions.Borders.SkipLast(1).Select(b => (float)b).ToArray()).DetachFromDisposeScope();
        _shares = TensorOf.Values(description.Proportions.Shares.Select(s => (float)s).ToArray()).DetachFromDisposeScope();
    }

    /// <summary>The parts of the loss; <see cref="SarmLoss.Total"/> carries gradients.</summary>
    /// <param name="batch">Windows.</param>
    /// <param name="seed">Seed of the feature noise.</param>
    internal SarmLoss Loss(SarmBatch batch, ulong seed)
    {
        var (windows, slots) = (batch.Stages.shape[0], batch.Stages.shape[1]);
        var features = Normalized(batch, seed);
        var logits = Run(_network.Stage, features, batch, null, windows, slots);
        var probabilities = logits.softmax(-1);
        var truth = functional.one_hot(batch.Stages, _shares.shape[0]).to(ScalarType.Float32);
        var told = lerp(probabilities.detach(), truth, batch.Taught);
        var fractions = Run(_network.Progress, features, batch, told.view(windows * slots, -1), windows, slots).sigmoid();
        var progress = (probabilities * (_shares * fractions).Plus(_borders)).sum(-1);

        var stage = -(logits.log_softmax(-1) * truth).sum(-1);
        var stageLoss = Mean(stage, batch.Valid);
        var fractionLoss = Mean(((fractions * truth).sum(-1) - batch.Fractions).square(), batch.Valid);
        var progressLoss = Mean((progress - batch.Progress).square(), batch.Valid);
        var accuracy = Mean(logits.argmax(-1).eq(batch.Stages).to(ScalarType.Float32), batch.Valid);
        var total = stageLoss.Times(_settings.StageLossWeight)
            .Plus(fractionLoss.Times(_settings.StageProgressLossWeight))
            .Plus(progressLoss.Times(_settings.ProgressLossWeight));
        return new SarmLoss(total, stageLoss, fractionLoss, progressLoss, accuracy);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var constant in new[] { _mean, _scale, _borders, _shares })
            constant.Dispose();
        _noise.Dispose();
    }

    private Tensor Normalized(SarmBatch batch, ulong seed)
    {
        var features = (batch.Features.to(ScalarType.Float32) - _mean) / _scale;
        if (_settings.FeatureNoise > 0)
        {
            _noise.manual_seed((long)(seed >> 1));
            features = features.Plus(empty_like(features).normal_(0, _settings.FeatureNoise, _noise));
        }
        return features * batch.ShownViews;
    }

    private static Tensor Run(StreamTransformer body, Tensor features, SarmBatch batch, Tensor? stages, long windows, long slots)
    {
        var tokens = body.Frames(body.Views.Project(features), batch.Text, batch.States, stages, batch.Anchors);
        return body.AllSlots(tokens.view(windows, slots, body.Streams, -1));
    }

    private static Tensor Mean(Tensor values, Tensor valid) => (values * valid).sum() / valid.sum();
}

/// <summary>Scalars of one batch.</summary>
internal sealed record SarmLoss(Tensor Total, Tensor Stage, Tensor Fraction, Tensor Progress, Tensor Accuracy);

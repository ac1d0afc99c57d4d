using System.Runtime.InteropServices;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.Policy.Imitation;

/// <summary>
/// The tensors of one batch, allocated once and filled in place: no tensor operation per sample. What a batch holds
/// follows from seed and step alone, so BC and RA-BC of one seed see the same frames, shifted the same way.
/// </summary>
internal sealed class TrainingBatch : IDisposable
{
    private readonly PolicySettings _settings;
    private readonly Normalization _normalization;
    private readonly IReadOnlyList<TrainingImages> _views;
    private readonly TrainingFrames _frames;
    private readonly float[] _weights;

    public TrainingBatch(PolicySettings settings, Normalization normalization, TrainingFrames frames, IReadOnlyList<TrainingImages> views)
    {
        (_settings, _normalization, _frames, _views) = (settings, normalization, frames, views);
        long batch = settings.BatchSize, size = settings.ImageSize;
        Images = [.. views.Select(_ => empty(batch, 3, size, size).DetachFromDisposeScope())];
        State = empty(batch, normalization.StateSize).DetachFromDisposeScope();
        Target = empty(batch, settings.ChunkSize, normalization.ActionSize).DetachFromDisposeScope();
        Coefficients = empty(batch, settings.ChunkSize, 1).DetachFromDisposeScope();
        _weights = new float[batch];
    }

    /// <summary>Per view [B, 3, S, S].</summary>
    public Tensor[] Images { get; }

    /// <summary>[B, S], normalised.</summary>
    public Tensor State { get; }

    /// <summary>[B, H, A], normalised.</summary>
    public Tensor Target { get; }

    /// <summary>[B, H, 1], see <see cref="ChunkLoss"/>.</summary>
    public Tensor Coefficients { get; }

    /// <summary>Mean weight of the batch before it was normalised.</summary>
    public double MeanWeight { get; private set; }

    /// <summary>Fills the batch of a step.</summary>
    /// <exception cref="Robotics.Datasets.DataException">All weights of the batch are zero.</exception>
    public void Fill(ulong seed, int step)
    {
        var random = new StepRandom(seed, step, (int)RandomPurpose.Batch);
        var frames = new FrameReference[_settings.BatchSize];
        for (var b = 0; b < frames.Length; b++)
        {
            frames[b] = _frames[random.Next(_frames.Count)];
            _weights[b] = _frames.Weight(frames[b]);
        }

        MeanWeight = _weights.Average();
        RewardAlignedWeights.NormalizeBatch(_weights);
        var augmentation = new StepRandom(seed, step, (int)RandomPurpose.Augmentation);
        for (var view = 0; view < _views.Count; view++)
            FillImages(frames, view, augmentation);
        FillNumbers(frames);
    }

    public void Dispose()
    {
        Array.ForEach(Images, image => image.Dispose());
        State.Dispose();
        Target.Dispose();
        Coefficients.Dispose();
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private void FillImages(FrameReference[] frames, int view, StepRandom random)
    {
        var target = Floats(Images[view]);
        var length = ImagePlanes.Bytes(_settings.ImageSize);
        for (var b = 0; b < frames.Length; b++)
        {
            var planes = _views[view][_frames.ImageRow(frames[b])];
            ImageAugmentation.Draw(random, _settings.ShiftPixels, _settings.ColourJitter).Apply(planes, _settings.ImageSize, target.Slice(b * length, length));
        }
    }

    private void FillNumbers(FrameReference[] frames)
    {
        int chunk = _settings.ChunkSize, states = _normalization.StateSize, actions = _normalization.ActionSize;
        var state = Floats(State);
        var target = Floats(Target);
        var coefficients = Floats(Coefficients);
        for (var b = 0; b < frames.Length; b++)
        {
            var episode = _frames.Episode(frames[b]);
            _normalization.NormalizeState(Row(episode.States, frames[b].Frame), state.Slice(b * states, states));
            var remaining = episode.Length - frames[b].Frame;
            ChunkLoss.Coefficients(coefficients.Slice(b * chunk, chunk), _weights[b], remaining, frames.Length, actions);
            for (var h = 0; h < chunk; h++)
            {
                // beyond the end any finite number will do: its coefficient is zero
                var action = Row(episode.Actions, frames[b].Frame + Math.Min(h, remaining - 1));
                for (var a = 0; a < actions; a++)
                    target[(((b * chunk) + h) * actions) + a] = _normalization.NormalizeAction(action[a], a);
            }
        }
    }

    private static ReadOnlySpan<float> Row(float[,] table, int row) =>
        MemoryMarshal.CreateReadOnlySpan(ref table[row, 0], table.GetLength(1));
}

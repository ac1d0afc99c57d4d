using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>Projected views of frames for the stage and the progress network, each [n, V, d], and states [n, S].</summary>
internal sealed record ProjectedFrames(Tensor Stage, Tensor Progress, Tensor States);

/// <summary>
/// Runs SARM's networks forwards. A frame is projected once for both networks, normalisation folded into the weights,
/// and what it contributes to later windows is kept; a window then costs one attention and a head.
/// </summary>
internal sealed class SarmInference : IDisposable
{
    // the windows of a chunk fit into a core's cache
    private const int ChunkWindows = 64;

    // what the layers hold for the frames of a chunk stays small however long the episode is
    private const int ChunkFrames = 1024;

    private readonly SarmDescription _description;
    private readonly SarmNetwork _network;
    private readonly int _gap;
    private readonly Tensor _weight;
    private readonly Tensor _bias;

    internal SarmInference(SarmSettings settings, SarmDescription description, SarmNetwork network)
    {
        (_description, _network, _gap, Slots) = (description, network, settings.FrameGap, settings.ObservationSteps + 1);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        long[] perView = [description.Cameras.Count, description.FeatureDimension, 1];
        var weight = cat([network.Stage.Views.Weight, network.Progress.Views.Weight], 2);
        var bias = cat([network.Stage.Views.Bias, network.Progress.Views.Bias], 2);
        var folded = weight / TensorOf.Values(description.Features.Scale).view(perView);
        var shift = (folded * TensorOf.Values(description.Features.Mean).view(perView)).sum(1, keepdim: true);
        _weight = folded.contiguous().DetachFromDisposeScope();
        _bias = (bias - shift).contiguous().DetachFromDisposeScope();
    }

    /// <summary>Frames of a window, anchor included: n + 1.</summary>
    internal int Slots { get; }

    /// <summary>Projects frames.</summary>
    /// <param name="frames">Filled buffer.</param>
    /// <param name="first">Number of its first frame, for messages.</param>
    /// <exception cref="DataException">A feature is not finite.</exception>
    internal ProjectedFrames Project(FrameBuffer frames, int first)
    {
        using var scope = NewDisposeScope();
        var projected = bmm(frames.Features().to(ScalarType.Float32), _weight).PlusInPlace(_bias);
        // a sum is finite only if every term is, and costs no mask
        if (!float.IsFinite(projected.sum().item<float>()))
            Refuse(projected, first);
        var halves = projected.transpose(0, 1).chunk(2, 2);
        return new ProjectedFrames(halves[0].MoveToOuterDisposeScope(), halves[1].MoveToOuterDisposeScope(), frames.States().MoveToOuterDisposeScope());
    }

    /// <summary>Stage probabilities and τ per stage, each [T, K], of every frame of an episode.</summary>
    internal (Tensor Probabilities, Tensor Fractions) Episode(ProjectedFrames frames, Tensor text, CancellationToken cancellation)
    {
        var windows = Windows((int)frames.Stage.shape[0]);
        var probabilities = Run(_network.Stage, frames.Stage, frames.States, text, null, windows, cancellation).softmax(-1);
        var fractions = Run(_network.Progress, frames.Progress, frames.States, text, probabilities, windows, cancellation).sigmoid();
        return (probabilities, fractions);
    }

    /// <summary>The same for the newest frame of a live episode, each [1, K].</summary>
    internal (Tensor Probabilities, Tensor Fractions) Newest(ProjectedFrames frame, Tensor text, SarmMemory stage, SarmMemory progress)
    {
        var probabilities = stage.Push(_network.Stage, frame.Stage, frame.States, text, null, _gap).softmax(-1);
        var fractions = progress.Push(_network.Progress, frame.Progress, frame.States, text, probabilities, _gap).sigmoid();
        return (probabilities, fractions);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }

    private Tensor Run(
        StreamTransformer body, Tensor views, Tensor states, Tensor text, Tensor? stages, Tensor windows, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var length = views.shape[0];
        var tokens = InChunks(length, ChunkFrames, (from, count) => body.Frames(
            views.narrow(0, from, count), text, states.narrow(0, from, count), stages?.narrow(0, from, count), zeros(count, 1)), cancellation);
        var anchor = body.Frames(views.narrow(0, 0, 1), text, states.narrow(0, 0, 1), stages?.narrow(0, 0, 1), ones(1, 1));
        var memory = body.Memory(cat([tokens, anchor], 0));
        return InChunks(length, ChunkWindows, (from, count) => body.NewestSlot(
            tokens.narrow(0, from, count), memory.index_select(0, windows.narrow(0, from * Slots, count * Slots)).view(count, Slots, body.Streams, -1)), cancellation).MoveToOuterDisposeScope();
    }

    /// <summary>Computes rows chunk by chunk; of each chunk only its rows stay.</summary>
    private static Tensor InChunks(long length, int chunk, Func<long, long, Tensor> rows, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (long from = 0; from < length; from += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            parts.Add(rows(from, Math.Min(chunk, length - from)).MoveToOuterDisposeScope());
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Rows of the memory that each frame's window holds [T * (n + 1)]; the anchor is the last row.</summary>
    private Tensor Windows(int length)
    {
        var rows = new long[length * Slots];
        var slots = new int[Slots];
        for (var t = 0; t < length; t++)
        {
            ObservationWindow.Fill(slots, t, _gap);
            slots[0] = length;
            for (var s = 0; s < Slots; s++)
                rows[t * Slots + s] = slots[s];
        }
        return TensorOf.Values(rows);
    }

    private void Refuse(Tensor projected, int first)
    {
        var bad = projected.isfinite().all(2).logical_not();
        if (!bad.any().item<bool>())
            return;
        var place = bad.nonzero()[0];
        throw new DataException($"Camera {_description.Cameras[(int)place[0].item<long>()]} has a feature that is not finite in frame {first + place[1].item<long>()}; extract the features again.");
    }
}

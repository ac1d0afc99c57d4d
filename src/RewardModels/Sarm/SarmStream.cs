using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>SARM on a live episode; each frame is embedded once and kept as long as a window can reach it.</summary>
internal sealed class SarmStream : IProgressStream
{
    private readonly SarmModel _model;
    private readonly SarmInference _inference;
    private readonly StageCombination _combination;
    private readonly SarmMemory _stage;
    private readonly SarmMemory _progress;
    private readonly Tensor _text;
    private readonly int[] _views;
    private int _frame;

    internal SarmStream(SarmModel model, SarmInference inference, SarmSettings settings, float[] text)
    {
        (_model, _inference, _combination) = (model, inference, settings.Combination);
        _stage = new SarmMemory(inference.Slots, settings.FrameGap);
        _progress = new SarmMemory(inference.Slots, settings.FrameGap);
        _text = TensorOf.Values(text, [1, text.Length]).DetachFromDisposeScope();
        _views = Enumerable.Range(0, model.Description.Cameras.Count).ToArray();
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">The frame has the wrong size or a number that is not finite.</exception>
    public ProgressEstimate Push(ReadOnlySpan<Half> features, ReadOnlySpan<float> state)
    {
        var description = _model.Description;
        Check(description, features, state);
        TorchThreads.Adopt();
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var buffer = new FrameBuffer(description, 1);
        buffer.Set(0, features, _views, state);
        var (probabilities, fractions) = _inference.Newest(_inference.Project(buffer, _frame), _text, _stage, _progress);
        _frame++;
        return SarmReadout.Read(probabilities.data<float>().ToArray(), fractions.data<float>().ToArray(), description.Proportions, _combination);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stage.Dispose();
        _progress.Dispose();
        _text.Dispose();
    }

    private void Check(SarmDescription description, ReadOnlySpan<Half> features, ReadOnlySpan<float> state)
    {
        if (features.Length != description.Cameras.Count * description.FeatureDimension)
            throw new DataException($"Frame {_frame} has {features.Length} features where {description.Cameras.Count} views of {description.FeatureDimension} are due.");
        if (description.StateDimension > 0 && state.Length != description.StateDimension)
            throw new DataException($"The state of frame {_frame} has {state.Length} elements, {description.StateDimension} are due.");
        for (var i = 0; i < description.StateDimension; i++)
            if (!float.IsFinite(state[i]))
                throw new DataException($"State element {i} of frame {_frame} is {state[i]}.");
    }
}

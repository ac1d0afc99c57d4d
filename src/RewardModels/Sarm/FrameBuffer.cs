using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>Collects features and states of frames, view by view, in the form that the networks take.</summary>
internal sealed class FrameBuffer
{
    private readonly SarmDescription _description;
    private readonly Half[] _features;
    private readonly float[] _states;
    private readonly int _capacity;

    internal FrameBuffer(SarmDescription description, int capacity)
    {
        (_description, _capacity) = (description, capacity);
        _features = new Half[description.Cameras.Count * capacity * description.FeatureDimension];
        _states = new float[capacity * description.StateDimension];
    }

    /// <summary>Copies one frame of an episode into a row.</summary>
    /// <param name="row">Row of the buffer.</param>
    /// <param name="input">The episode.</param>
    /// <param name="views">From <see cref="SarmDescription.Views"/>.</param>
    /// <param name="frame">Frame of the episode.</param>
    internal void Set(int row, ProgressInput input, ReadOnlySpan<int> views, int frame)
    {
        Set(row, input.Features.Frame(frame), views);
        for (var i = 0; i < _description.StateDimension; i++)
            Normalize(row, i, input.States[frame, i]);
    }

    /// <summary>Copies one live frame into a row.</summary>
    internal void Set(int row, ReadOnlySpan<Half> features, ReadOnlySpan<int> views, ReadOnlySpan<float> state)
    {
        Set(row, features, views);
        for (var i = 0; i < _description.StateDimension; i++)
            Normalize(row, i, state[i]);
    }

    /// <summary>Features as they are stored [V, n, D], 16 bits.</summary>
    internal Tensor Features() => TensorOf.Values(_features, [_description.Cameras.Count, _capacity, _description.FeatureDimension]);

    /// <summary>Normalised states [n, S].</summary>
    internal Tensor States() => TensorOf.Values(_states, [_capacity, _description.StateDimension]);

    private void Set(int row, ReadOnlySpan<Half> features, ReadOnlySpan<int> views)
    {
        var dimension = _description.FeatureDimension;
        for (var v = 0; v < views.Length; v++)
            features.Slice(views[v] * dimension, dimension).CopyTo(_features.AsSpan((v * _capacity + row) * dimension));
    }

    private void Normalize(int row, int element, float value) =>
        _states[row * _description.StateDimension + element] =
            (value - _description.State.Mean[element]) / _description.State.Scale[element];
}

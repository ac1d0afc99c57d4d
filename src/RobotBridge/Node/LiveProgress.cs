using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.RewardModels;
using Robotics.RewardModels.Shaping;

namespace Robotics.RobotBridge.Node;

/// <summary>Progress, reward and success of the live episode, frame by frame; the same numbers as the offline pass over the same frames.</summary>
public sealed class LiveProgress : IDisposable
{
    private readonly IImageBackbone _backbone;
    private readonly IProgressModel _model;
    private readonly IRewardShaper _shaper;
    private readonly ObserverSettings _settings;
    private readonly Half[] _features;
    private readonly Queue<float> _recent = new();
    private IProgressStream _stream;
    private float? _previous;

    /// <summary>Starts the first episode.</summary>
    /// <param name="backbone">Embeds every view; stays the caller's.</param>
    /// <param name="model">Estimates progress; stays the caller's.</param>
    /// <param name="shaper">Turns progress into reward.</param>
    /// <param name="settings">The meaning of success.</param>
    /// <param name="views">V, the model's views.</param>
    /// <param name="task">The instruction in words.</param>
    public LiveProgress(IImageBackbone backbone, IProgressModel model, IRewardShaper shaper, ObserverSettings settings, int views, string task)
    {
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(shaper);
        ArgumentNullException.ThrowIfNull(settings);
        (_backbone, _model, _shaper, _settings, Task) = (backbone, model, shaper, settings, task);
        _features = new Half[views * backbone.Dimension];
        _stream = model.Open(Task);
    }

    /// <summary>The instruction of the running episode.</summary>
    public string Task { get; private set; }

    /// <summary>
    /// Estimates a black frame and forgets it: networks take many times as long for their first frame as for all others, and no
    /// moment of the robot's should pay for that.
    /// </summary>
    /// <param name="stateLength">S, values of proprioception.</param>
    public void WarmUp(int stateLength)
    {
        var black = new RgbImage(1, 1, new byte[3]);
        _backbone.Embed([.. Enumerable.Repeat(black, _features.Length / _backbone.Dimension)], _features);
        using var stream = _model.Open(Task);
        stream.Push(_features, new float[stateLength]);
    }

    /// <summary>Begins a new episode.</summary>
    public void Begin(string task)
    {
        ArgumentNullException.ThrowIfNull(task);
        _stream.Dispose();
        (_stream, Task, _previous) = (_model.Open(task), task, null);
        _recent.Clear();
    }

    /// <summary>Estimates the newest moment.</summary>
    /// <param name="views">One image per camera, in the order of the model's views.</param>
    /// <param name="state">Proprioception [S].</param>
    public LiveEstimate Push(IReadOnlyList<RgbImage> views, ReadOnlySpan<float> state)
    {
        _backbone.Embed(views, _features);
        var estimate = _stream.Push(_features, state);
        var reward = _previous is { } previous ? _shaper.Shape([previous, estimate.Progress], terminated: false)[0] : 0;
        _previous = estimate.Progress;
        _recent.Enqueue(estimate.Progress);
        if (_recent.Count > _settings.FinalFrames)
            _recent.Dequeue();
        var success = _recent.Count(progress => progress >= _settings.SuccessProgress) / (float)_settings.FinalFrames;
        return new LiveEstimate(estimate, reward, success);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}

/// <summary>What is known after one more frame.</summary>
/// <param name="Progress">Stage, progress and confidence.</param>
/// <param name="Reward">Of the transition from the frame before to this one; zero at the first.</param>
/// <param name="Success">
/// Share of the last frames at or above the success progress, in [0, 1]; above a half it is what the offline rollout
/// judge, which takes their median, calls success.
/// </param>
public sealed record LiveEstimate(ProgressEstimate Progress, float Reward, float Success);

using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.RewardModels.Learning;

namespace Robotics.Policy.Tests.Rollout;

/// <summary>
/// A small world that keeps the contract: a white hand of 3x3 pixels on a square image has to reach a red dot. State
/// [2] is the hand, action [2] moves it; only the image shows the dot.
/// </summary>
internal class DotWorld : IEnvironment
{
    public const int Size = 16;
    public const float Reach = 0.12f;
    private float[] _hand = [];
    private float[] _dot = [];
    private int _steps = -1;

    public virtual EnvironmentSpec Spec { get; } = new(
        "dots", "reach the dot", ["top"], Size, Size, ["x", "y"], ["dx", "dy"], [-0.1f, -0.1f], [0.1f, 0.1f], 0.1, 30, ["approach", "arrive"]);

    public ReadOnlySpan<float> Dot => _dot;

    public virtual Observation Reset(ulong seed)
    {
        var random = new StepRandom(seed, 0);
        _hand = [Draw(random), Draw(random)];
        _dot = [Draw(random), Draw(random)];
        _steps = 0;
        return Observe();
    }

    public virtual EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (action.Length != 2 || !float.IsFinite(action[0]) || !float.IsFinite(action[1]))
            throw new ArgumentException("An action is two finite numbers.", nameof(action));
        if (_steps < 0)
            throw new InvalidOperationException("No episode is running.");
        for (var i = 0; i < 2; i++)
            _hand[i] = Math.Clamp(_hand[i] + action[i], 0, 1);
        _steps++;
        var distance = Distance;
        var done = distance < Reach;
        var step = new EnvironmentStep(
            Observe(), done, !done && _steps == Spec.MaxSteps, new GroundTruth(done ? 1 : 0, done ? 1 : Math.Max(0, 1 - distance) * 0.9, done));
        if (step.Terminated || step.Truncated)
            _steps = -1;
        return step;
    }

    public virtual void Dispose()
    {
    }

    private double Distance => Math.Sqrt(Math.Pow(_hand[0] - _dot[0], 2) + Math.Pow(_hand[1] - _dot[1], 2));

    private static float Draw(StepRandom random) => (float)(0.1 + (0.8 * random.NextDouble()));

    private Observation Observe()
    {
        var pixels = new byte[Size * Size * 3];
        Paint(pixels, _dot, 200, 30, 30);
        Paint(pixels, _hand, 255, 255, 255);
        return new Observation(
            _steps * Spec.ControlPeriod,
            new Dictionary<string, RgbImage> { ["top"] = new(Size, Size, pixels) },
            [.. _hand],
            Spec.Task);
    }

    private static void Paint(byte[] pixels, float[] at, params byte[] colour)
    {
        int column = (int)(at[0] * (Size - 3)), row = (int)(at[1] * (Size - 3));
        for (var i = 0; i < 9; i++)
            colour.CopyTo(pixels, (((row + (i / 3)) * Size) + column + (i % 3)) * 3);
    }
}

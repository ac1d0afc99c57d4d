using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>The part of the environment contract that a single step can break.</summary>
internal static class ObservationContract
{
    private const double ClockTolerance = 1e-6;

    public static void Check(EnvironmentSpec spec, EnvironmentStep step, int index, BreachList breaches)
    {
        CheckTime(spec, step.Observation, index, breaches);
        CheckImages(spec, step.Observation, index, breaches);
        CheckState(spec, step.Observation, index, breaches);
        if (step.Truth is { } truth)
            CheckTruth(spec, truth, index, breaches);
    }

    public static void CheckTime(EnvironmentSpec spec, Observation observation, int index, BreachList breaches)
    {
        var expected = index * spec.ControlPeriod;
        if (!(Math.Abs(observation.Timestamp - expected) <= ClockTolerance))
            breaches.Add($"Time starts at 0 and advances by {spec.ControlPeriod} s a step, but step {index} is at {observation.Timestamp} s.");
    }

    private static void CheckImages(EnvironmentSpec spec, Observation observation, int index, BreachList breaches)
    {
        if (!observation.Images.Keys.Order(StringComparer.Ordinal).SequenceEqual(spec.Cameras.Order(StringComparer.Ordinal)))
            breaches.Add($"Step {index} shows the cameras {string.Join(", ", observation.Images.Keys)}; the specification names {string.Join(", ", spec.Cameras)}.");
        foreach (var (camera, image) in observation.Images)
        {
            if (image.Width != spec.ImageWidth || image.Height != spec.ImageHeight)
                breaches.Add($"Camera {camera} gives {image.Width}x{image.Height} pixels; the specification says {spec.ImageWidth}x{spec.ImageHeight}.");
        }
    }

    private static void CheckState(EnvironmentSpec spec, Observation observation, int index, BreachList breaches)
    {
        if (observation.State.Length != spec.StateNames.Count)
            breaches.Add($"The state has {observation.State.Length} elements; the specification names {spec.StateNames.Count}.");
        var bad = Array.FindIndex(observation.State, value => !float.IsFinite(value));
        if (bad >= 0)
            breaches.Add($"Element {bad} of the state is {observation.State[bad]} at step {index}.");
    }

    private static void CheckTruth(EnvironmentSpec spec, GroundTruth truth, int index, BreachList breaches)
    {
        if (truth.Stage < 0 || truth.Stage >= spec.Stages.Count)
            breaches.Add($"Step {index} is in stage {truth.Stage}; there are {spec.Stages.Count}.");
        if (truth.Progress is not (>= 0 and <= 1))
            breaches.Add($"Progress is {truth.Progress} at step {index}; it lies in [0, 1].");
    }
}

using System.Security.Cryptography;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests;

/// <summary>One demonstration played without recording it.</summary>
internal sealed record Demonstration(IReadOnlyList<int> Stages, IReadOnlyList<double> Progress, IReadOnlyList<float[]> Actions, GroundTruth End)
{
    internal static PickPlaceSettings Blind { get; } = new() { Cameras = [], MaxSteps = 600 };

    internal static Demonstration Play(PickPlaceEnvironment environment, Quality quality, FailureMode failure, ulong seed)
    {
        environment.Reset(seed);
        List<int> stages = [environment.Truth.Stage];
        List<double> progress = [environment.Truth.Progress];
        List<float[]> actions = [];
        Expert expert = Expert.Create(quality, failure, seed);
        while (expert.Act(environment.Simulation.Situation) is { } action)
        {
            var step = environment.Step(action);
            actions.Add(action);
            stages.Add(step.Truth!.Stage);
            progress.Add(step.Truth.Progress);
            if (step.Terminated || step.Truncated)
                break;
        }

        return new Demonstration(stages, progress, actions, environment.Truth);
    }

    /// <summary>Hash of every position and every pixel of the first steps of a fluent demonstration.</summary>
    internal static string Fingerprint(ulong seed, int steps)
    {
        using var environment = new PickPlaceEnvironment(new PickPlaceSettings { ImageSize = 64 });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var observation = environment.Reset(seed);
        var expert = Expert.Create(Quality.Fluent, FailureMode.None, seed);
        for (int i = 0; i < steps; i++)
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(environment.Simulation.Data.Qpos));
            foreach (var image in observation.Images.Values)
                hash.AppendData(image.Pixels);
            observation = environment.Step(expert.Act(environment.Simulation.Situation)!).Observation;
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>
/// A task that actions change: a simulator and a robot both are one. <see cref="Reset"/> starts an episode that the
/// seed alone determines; <see cref="Step"/> advances one control period. After a step that is terminated or truncated
/// the next call must be <see cref="Reset"/>.
/// </summary>
public interface IEnvironment : IDisposable
{
    /// <summary>Shapes, units and limits.</summary>
    EnvironmentSpec Spec { get; }

    /// <summary>Starts the episode of this seed.</summary>
    Observation Reset(ulong seed);

    /// <summary>Applies one action [A] for one control period.</summary>
    /// <exception cref="ArgumentException">The action has the wrong length or holds a value that is not finite.</exception>
    /// <exception cref="InvalidOperationException">No episode is running.</exception>
    EnvironmentStep Step(ReadOnlySpan<float> action);
}

/// <summary>What an environment is.</summary>
/// <param name="Name">Task name.</param>
/// <param name="Task">The instruction in words.</param>
/// <param name="Cameras">Camera names.</param>
/// <param name="ImageWidth">Pixels.</param>
/// <param name="ImageHeight">Pixels.</param>
/// <param name="StateNames">Proprioception, a name per element [S].</param>
/// <param name="ActionNames">A name per element [A].</param>
/// <param name="ActionLow">Smallest action [A].</param>
/// <param name="ActionHigh">Largest action [A].</param>
/// <param name="ControlPeriod">Seconds per step.</param>
/// <param name="MaxSteps">The episode is truncated after so many steps.</param>
/// <param name="Stages">Stage names in order [K].</param>
public sealed record EnvironmentSpec(
    string Name,
    string Task,
    IReadOnlyList<string> Cameras,
    int ImageWidth,
    int ImageHeight,
    IReadOnlyList<string> StateNames,
    IReadOnlyList<string> ActionNames,
    float[] ActionLow,
    float[] ActionHigh,
    double ControlPeriod,
    int MaxSteps,
    IReadOnlyList<string> Stages);

/// <summary>What one step led to.</summary>
/// <param name="Observation">After the step.</param>
/// <param name="Terminated">The task itself ended: success, or a state that no action can leave.</param>
/// <param name="Truncated">The step limit or a fault ended the episode; the task had not.</param>
/// <param name="Truth">What the simulator knows; null on a robot.</param>
public sealed record EnvironmentStep(Observation Observation, bool Terminated, bool Truncated, GroundTruth? Truth);

/// <summary>The true situation, for scoring only: no model ever reads it.</summary>
/// <param name="Stage">0 to K-1.</param>
/// <param name="Progress">[0, 1]</param>
/// <param name="Success">The task is done.</param>
/// <param name="Invalid">Why the physics of this episode cannot be trusted (contact overflow, bad state); null when it can.</param>
public sealed record GroundTruth(int Stage, double Progress, bool Success, string? Invalid = null);

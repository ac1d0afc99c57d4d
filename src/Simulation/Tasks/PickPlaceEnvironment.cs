using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Tasks;

/// <summary>
/// Pick and place in simulation: bring the cube to the goal disc, release it and retreat. Rendering binds an instance to
/// the thread that made it. The seed determines an episode to the last bit of state and pixels.
/// </summary>
public sealed class PickPlaceEnvironment : IEnvironment
{
    /// <summary>The instruction in words.</summary>
    public const string Instruction = "pick up the cube and place it on the goal";

    private readonly PickPlaceSettings _settings;
    private readonly PickPlaceCameras _cameras;
    private int _steps;
    private bool _running;

    /// <summary>Compiles the scene and prepares rendering.</summary>
    /// <exception cref="ArgumentException">The settings are impossible.</exception>
    /// <exception cref="MujocoException">Physics or rendering is not installed; the message names the packages.</exception>
    public PickPlaceEnvironment(PickPlaceSettings settings, string? xml = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.Key}: {fault.Message}", nameof(settings));
        _settings = settings;
        Spec = Describe(settings);
        Simulation = new PickPlaceSimulation(xml);
        _cameras = new PickPlaceCameras(Simulation, settings);
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>Physics and truth behind the environment, for experts and evaluation.</summary>
    public PickPlaceSimulation Simulation { get; }

    /// <summary>The true situation after the last reset or step.</summary>
    public GroundTruth Truth => Simulation.Truth;

    /// <summary>What the environment of these settings is.</summary>
    public static EnvironmentSpec Describe(PickPlaceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new EnvironmentSpec(
            "pick_place", Instruction, settings.Cameras, settings.ImageSize, settings.ImageSize,
            ["joint1", "joint2", "joint3", "joint4", "joint5", "joint6", "tcp_x", "tcp_y", "tcp_z",
                "target_x", "target_y", "target_z", "yaw", "gripper"],
            ["delta_x", "delta_y", "delta_z", "yaw", "gripper"],
            [.. PickPlaceSimulation.ActionLow], [.. PickPlaceSimulation.ActionHigh],
            ControlPeriod: .1, settings.MaxSteps, PickPlaceStages.Names);
    }

    /// <inheritdoc/>
    public Observation Reset(ulong seed)
    {
        Simulation.Reset(seed, _settings.Variation);
        _steps = 0;
        _running = true;
        return Observe();
    }

    /// <inheritdoc/>
    public EnvironmentStep Step(ReadOnlySpan<float> action)
    {
        if (action.Length != PickPlaceSimulation.ActionSize)
            throw new ArgumentException($"An action has {PickPlaceSimulation.ActionSize} elements, not {action.Length}.", nameof(action));
        foreach (float value in action)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException("An action holds a value that is not finite.", nameof(action));
        }

        if (!_running)
            throw new InvalidOperationException("No episode is running; call Reset first.");
        Simulation.Step(action);
        _steps++;
        GroundTruth truth = Truth;
        bool terminated = truth.Success;
        bool truncated = !terminated && (_steps >= _settings.MaxSteps || truth.Invalid is not null);
        _running = !terminated && !truncated;
        return new EnvironmentStep(Observe(), terminated, truncated, truth);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cameras.Dispose();
        Simulation.Dispose();
    }

    private Observation Observe()
    {
        float[] state = new float[PickPlaceSimulation.StateSize];
        Simulation.ReadState(state);
        return new Observation(_steps * Spec.ControlPeriod, _cameras.Draw(), state, Instruction);
    }
}

using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Tasks;

/// <summary>
/// The task's arm as a joint controller drives it: position commands per joint, reached evenly over a given time, and
/// physics that runs as far as it is told to. Drawing binds an instance to the thread that made it.
/// </summary>
public sealed class PickPlaceRobot : IDisposable
{
    private readonly PickPlaceSettings _settings;
    private readonly PickPlaceSimulation _simulation = new();
    private readonly PickPlaceCameras _cameras;
    private readonly double[] _reference = new double[PickPlaceSimulation.JointCount];
    private readonly double[] _goal = new double[PickPlaceSimulation.JointCount];
    private int _stepsToGoal;
    private int _stepsToTruth;

    /// <summary>Compiles the scene and prepares rendering.</summary>
    /// <exception cref="MujocoException">Physics or rendering is not installed; the message names the packages.</exception>
    public PickPlaceRobot(PickPlaceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _cameras = new PickPlaceCameras(_simulation, settings);
        Reset(0);
    }

    /// <summary>Seconds of one physics step.</summary>
    public double Timestep => _simulation.Model.Timestep;

    /// <summary>Where hand and cube truly are.</summary>
    public PickPlaceSituation Situation => _simulation.Situation;

    /// <summary>The true situation, looked at every 0.1 s of the simulation's time.</summary>
    public GroundTruth Truth => _simulation.Truth;

    /// <summary>Starts the episode of this seed.</summary>
    public void Reset(ulong seed)
    {
        _simulation.Reset(seed, _settings.Variation);
        _simulation.ReadCommand(_reference);
        _reference.CopyTo(_goal, 0);
        (_stepsToGoal, _stepsToTruth) = (0, PickPlaceSimulation.Substeps);
    }

    /// <summary>Sends the joints to positions [8]; beyond a joint's range means its end.</summary>
    /// <param name="positions">In the order of <see cref="PickPlaceScene.Joints"/>, rad and m.</param>
    /// <param name="seconds">Over how long, evenly; 0 for at once.</param>
    public void Command(ReadOnlySpan<double> positions, double seconds)
    {
        if (positions.Length != _goal.Length)
            throw new ArgumentException($"There are {_goal.Length} joints, not {positions.Length}.", nameof(positions));
        positions.CopyTo(_goal);
        _stepsToGoal = Math.Max(1, (int)Math.Round(seconds / Timestep));
    }

    /// <summary>Runs the physics.</summary>
    public void Advance(int steps)
    {
        for (; steps > 0; steps--)
        {
            for (int joint = 0; _stepsToGoal > 0 && joint < _goal.Length; joint++)
                _reference[joint] += (_goal[joint] - _reference[joint]) / _stepsToGoal;
            _stepsToGoal = Math.Max(0, _stepsToGoal - 1);
            _simulation.ServoStep(_reference);
            if (--_stepsToTruth > 0)
                continue;
            _simulation.FollowTruth(_reference);
            _stepsToTruth = PickPlaceSimulation.Substeps;
        }
    }

    /// <summary>What the joints' encoders say [8] each, rad and m, and per second.</summary>
    public void ReadJoints(Span<double> positions, Span<double> velocities)
    {
        _simulation.Data.Qpos[..positions.Length].CopyTo(positions);
        _simulation.Data.Qvel[..velocities.Length].CopyTo(velocities);
    }

    /// <summary>One image per camera name.</summary>
    public IReadOnlyDictionary<string, RgbImage> Draw()
    {
        _simulation.Data.ForwardKinematics();
        _simulation.Data.ForwardCameras();
        return _cameras.Draw();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cameras.Dispose();
        _simulation.Dispose();
    }
}

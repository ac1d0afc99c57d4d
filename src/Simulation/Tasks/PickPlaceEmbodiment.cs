using Robotics.Policy;
using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Tasks;

/// <summary>
/// The task's state and actions on a robot that is commanded joint by joint: hand poses come from joint angles by forward
/// kinematics, and hand displacements become joint targets by inverse kinematics, as in the simulation itself.
/// </summary>
public sealed class PickPlaceEmbodiment : IEmbodiment, IDisposable
{
    private const int Arm = HandKinematics.Joints;
    private const int Iterations = 30; // a displacement of 5 cm needs a handful

    private readonly Lock _lock = new();
    private readonly MujocoModel _model;
    private readonly HandKinematics _kinematics;

    /// <summary>Compiles the arm.</summary>
    /// <exception cref="MujocoException">The physics library is missing.</exception>
    public PickPlaceEmbodiment()
    {
        _model = MujocoModel.FromXml(PickPlaceScene.Xml());
        _kinematics = new HandKinematics(_model);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Joints => PickPlaceScene.Joints;

    /// <inheritdoc/>
    public IReadOnlyList<string> StateNames { get; } = PickPlaceEnvironment.Describe(new PickPlaceSettings()).StateNames;

    /// <inheritdoc/>
    public IReadOnlyList<string> ActionNames { get; } = PickPlaceEnvironment.Describe(new PickPlaceSettings()).ActionNames;

    /// <inheritdoc/>
    public float[] State(ReadOnlySpan<double> measured, ReadOnlySpan<double> commanded)
    {
        (Point Position, double Yaw) hand;
        Point target;
        lock (_lock)
        {
            hand = _kinematics.Pose(measured[..Arm]);
            target = _kinematics.Pose(commanded[..Arm]).Position;
        }

        float[] state = new float[PickPlaceSimulation.StateSize];
        for (int joint = 0; joint < Arm; joint++)
            state[joint] = (float)measured[joint];
        ReadOnlySpan<double> rest =
            [hand.Position.X, hand.Position.Y, hand.Position.Z, target.X, target.Y, target.Z, hand.Yaw, Opening(measured)];
        for (int i = 0; i < rest.Length; i++)
            state[Arm + i] = (float)rest[i];
        return state;
    }

    /// <inheritdoc/>
    public double[][] Targets(ReadOnlySpan<double> commanded, float[,] actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        if (actions.GetLength(1) != PickPlaceSimulation.ActionSize)
            throw new ArgumentException($"An action has {PickPlaceSimulation.ActionSize} numbers, not {actions.GetLength(1)}.", nameof(actions));
        double[][] targets = new double[actions.GetLength(0)][];
        double[] joints = commanded.ToArray();
        lock (_lock)
        {
            Point hand = _kinematics.Pose(joints.AsSpan(0, Arm)).Position;
            for (int row = 0; row < targets.Length; row++)
            {
                if (!IsFinite(actions, row))
                {
                    targets[row] = [.. Enumerable.Repeat(double.NaN, joints.Length)]; // the safety gate refuses it
                    continue;
                }

                hand = HandKinematics.WithinReach(hand + new Point(Limited(actions, row, 0), Limited(actions, row, 1), Limited(actions, row, 2)));
                _kinematics.Solve(joints.AsSpan(0, Arm), hand, Limited(actions, row, 3), Iterations);
                joints.AsSpan(Arm).Fill(Limited(actions, row, 4));
                targets[row] = [.. joints];
            }
        }

        return targets;
    }

    /// <inheritdoc/>
    public float[] Action(ReadOnlySpan<double> commanded, ReadOnlySpan<double> next)
    {
        lock (_lock)
        {
            Point from = _kinematics.Pose(commanded[..Arm]).Position;
            (Point to, double yaw) = _kinematics.Pose(next[..Arm]);
            Point way = to - from;
            return [(float)way.X, (float)way.Y, (float)way.Z, (float)yaw, (float)Opening(next)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kinematics.Dispose();
        _model.Dispose();
    }

    private static double Opening(ReadOnlySpan<double> joints) => (joints[Arm] + joints[Arm + 1]) / 2;

    private static bool IsFinite(float[,] actions, int row)
    {
        for (int element = 0; element < PickPlaceSimulation.ActionSize; element++)
        {
            if (!float.IsFinite(actions[row, element]))
                return false;
        }

        return true;
    }

    private static double Limited(float[,] actions, int row, int element) =>
        Math.Clamp(actions[row, element], PickPlaceSimulation.ActionLow[element], PickPlaceSimulation.ActionHigh[element]);
}

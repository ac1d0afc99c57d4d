using Robotics.Policy.Rollout;
using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Tasks;

/// <summary>
/// Physics and control of the task, without images: commanded hand poses become joint targets by inverse kinematics,
/// joint targets are followed by the position servos of the model, with gravity compensated as real arm controllers do.
/// </summary>
public sealed class PickPlaceSimulation : IDisposable
{
    /// <summary>Physics steps in one control step.</summary>
    public const int Substeps = 50;

    /// <summary>Elements of an action.</summary>
    public const int ActionSize = 5;

    /// <summary>Elements of the proprioceptive state.</summary>
    public const int StateSize = 14;

    /// <summary>Joints that are commanded: the arm's and the two fingers'.</summary>
    public const int JointCount = Joints + 2;

    private const int Joints = HandKinematics.Joints;
    private const int FingerPosition = 6;
    private const int CubePosition = 8;
    private const double StartOpening = .04;
    private const ulong PosePurpose = 1, LookPurpose = 2;
    private static readonly Point Home = new(.36, -.03, .24);

    private readonly HandKinematics _kinematics;
    private readonly SceneVariation _look;
    private readonly StageTracker _stages = new();
    private readonly int _tcp;
    private readonly double[] _joints = new double[Joints];
    private readonly double[] _commanded = new double[JointCount];
    private readonly double[] _reference = new double[JointCount];
    private Point _target;

    /// <summary>Compiles the scene.</summary>
    /// <exception cref="MujocoException">The physics library is missing or refuses the scene.</exception>
    public PickPlaceSimulation(string? xml = null)
    {
        Model = MujocoModel.FromXml(xml ?? PickPlaceScene.Xml());
        Data = new MujocoData(Model);
        _tcp = Model.Id(MujocoObject.Site, "tcp");
        _kinematics = new HandKinematics(Model);
        _look = new SceneVariation(Model);
    }

    /// <summary>Smallest action: target displacement m, absolute yaw rad, gripper opening m.</summary>
    public static IReadOnlyList<float> ActionLow { get; } = [-.05f, -.05f, -.05f, -1.2f, 0];

    /// <summary>Largest action.</summary>
    public static IReadOnlyList<float> ActionHigh { get; } = [.05f, .05f, .05f, 1.2f, .04f];

    /// <summary>The compiled scene.</summary>
    public MujocoModel Model { get; }

    /// <summary>The state of the physics.</summary>
    public MujocoData Data { get; }

    /// <summary>0 to K-1.</summary>
    public int Stage => _stages.Stage;

    /// <summary>How much of the stage is done, [0, 1].</summary>
    public double StageFraction => _stages.Fraction;

    /// <summary>The task is done.</summary>
    public bool Success => _stages.Success;

    /// <summary>The true situation, for scoring.</summary>
    public GroundTruth Truth => new(Stage, PickPlaceStages.Progress(PickPlaceStages.Proportions, Stage, StageFraction), Success, Data.Fault());

    /// <summary>Where hand and cube truly are.</summary>
    public PickPlaceSituation Situation
    {
        get
        {
            ReadOnlySpan<double> tcp = Data.SiteXpos.Slice(_tcp * 3, 3), pose = Data.SiteXmat.Slice(_tcp * 9, 9);
            ReadOnlySpan<double> q = Data.Qpos, cube = q.Slice(CubePosition, 7);
            return new PickPlaceSituation(
                new Point(tcp[0], tcp[1], tcp[2]), _target, HandKinematics.Yaw(pose),
                (q[FingerPosition] + q[FingerPosition + 1]) / 2,
                new Point(cube[0], cube[1], cube[2]), NearestFace(2 * Math.Atan2(cube[6], cube[3])));
        }
    }

    /// <summary>Starts the episode of a seed.</summary>
    /// <param name="seed">Determines poses and look.</param>
    /// <param name="variation">Scale of the look's variation, [0, 1]; the poses do not depend on it.</param>
    public void Reset(ulong seed, double variation)
    {
        _look.Apply(new SeededRandom(seed, LookPurpose), variation);
        var random = new SeededRandom(seed, PosePurpose);
        Data.Reset();
        PlaceCube(random);
        _target = Home + new Point(random.Around(.015), random.Around(.015), random.Around(.015));
        HandKinematics.Home.CopyTo(_joints);
        _kinematics.Solve(_joints, _target, yaw: 0, atMost: 60);
        _joints.CopyTo(Data.Qpos);
        _joints.CopyTo(_commanded, 0);
        _commanded.AsSpan(Joints).Fill(StartOpening);
        Data.Qpos[FingerPosition] = Data.Qpos[FingerPosition + 1] = StartOpening;
        Data.Forward();
        _stages.Reset(Situation);
    }

    /// <summary>One control step of 0.1 s; components outside the limits are clamped.</summary>
    /// <param name="action">[5]</param>
    public void Step(ReadOnlySpan<float> action)
    {
        Span<double> limited = stackalloc double[ActionSize];
        for (int i = 0; i < ActionSize; i++)
            limited[i] = Math.Clamp(action[i], ActionLow[i], ActionHigh[i]);
        _target = HandKinematics.WithinReach(_target + new Point(limited[0], limited[1], limited[2]));
        _kinematics.Solve(_joints, _target, limited[3], atMost: 6);
        Follow(limited[4]);
        _stages.Advance(Situation);
    }

    /// <summary>One physics step with the servos' targets at these joint positions [8]; gravity is compensated.</summary>
    internal void ServoStep(ReadOnlySpan<double> joints)
    {
        Span<double> control = Data.Ctrl;
        ReadOnlySpan<double> gravity = Data.QfrcBias, gains = Model.ActuatorGainprm;
        int gainStride = gains.Length / control.Length;
        for (int i = 0; i < Joints; i++)
            control[i] = joints[i] + (gravity[i] / gains[i * gainStride]);
        joints[Joints..].CopyTo(control[FingerPosition..]);
        Data.Step();
    }

    /// <summary>Looks at the situation after a control step whose servo targets ended at these joint positions [8].</summary>
    internal void FollowTruth(ReadOnlySpan<double> joints)
    {
        _target = _kinematics.Pose(joints[..Joints]).Position;
        Data.ForwardKinematics();
        Data.ForwardCameras();
        _stages.Advance(Situation);
    }

    /// <summary>The servo targets at the end of the last control step [8].</summary>
    internal void ReadCommand(Span<double> joints) => _commanded.CopyTo(joints);

    /// <summary>Writes the proprioceptive state [14]: joints rad, hand m, target m, yaw rad, opening m.</summary>
    public void ReadState(Span<float> state)
    {
        PickPlaceSituation now = Situation;
        ReadOnlySpan<double> q = Data.Qpos;
        for (int i = 0; i < Joints; i++)
            state[i] = (float)q[i];
        ReadOnlySpan<double> rest =
            [now.Tcp.X, now.Tcp.Y, now.Tcp.Z, now.Target.X, now.Target.Y, now.Target.Z, now.Yaw, now.Opening];
        for (int i = 0; i < rest.Length; i++)
            state[Joints + i] = (float)rest[i];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kinematics.Dispose();
        Data.Dispose();
        Model.Dispose();
    }

    private void PlaceCube(SeededRandom random)
    {
        var (minX, maxX, minY, maxY) = PickPlaceScene.CubeArea;
        Span<double> cube = Data.Qpos.Slice(CubePosition, 7);
        cube[0] = random.Uniform(minX, maxX);
        cube[1] = random.Uniform(minY, maxY);
        cube[2] = PickPlaceScene.CubeHalf;
        double half = random.Around(PickPlaceScene.CubeYaw) / 2;
        (cube[3], cube[4], cube[5], cube[6]) = (Math.Cos(half), 0, 0, Math.Sin(half));
    }

    /// <summary>Moves the servos' targets evenly to the new command while the physics runs.</summary>
    private void Follow(double opening)
    {
        for (int substep = 1; substep <= Substeps; substep++)
        {
            double share = (double)substep / Substeps;
            for (int i = 0; i < Joints; i++)
                _reference[i] = _commanded[i] + (share * (_joints[i] - _commanded[i]));
            _reference.AsSpan(Joints).Fill(_commanded[Joints] + (share * (opening - _commanded[Joints])));
            ServoStep(_reference);
        }

        _joints.CopyTo(_commanded, 0);
        _commanded.AsSpan(Joints).Fill(opening);
        Data.ForwardKinematics();
        Data.ForwardCameras();
    }

    /// <summary>A cube looks the same after a quarter turn.</summary>
    private static double NearestFace(double yaw) => yaw - (Math.PI / 2 * Math.Round(yaw / (Math.PI / 2)));
}

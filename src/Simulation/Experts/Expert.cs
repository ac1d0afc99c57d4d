using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Experts;

/// <summary>
/// A scripted demonstrator. It sees the simulator's state and acts through the same actions as a policy; the seed gives
/// every demonstration its own speeds and way-points.
/// </summary>
public abstract class Expert
{
    private protected const double Hover = .10;
    private protected const double GraspHeight = .021;
    private protected const double PlaceHeight = .024;
    private protected const double RetreatHeight = .16;

    private const double GraspOffset = .01; // m along the fingers' flat side
    private const double GraspTurn = .12;   // rad
    private const ulong Purpose = 3;
    private IEnumerator<float[]>? _script;

    private protected Expert(ulong seed)
    {
        Random = new SeededRandom(seed, Purpose);
        Hand = new HandMotion(Random);
    }

    private protected SeededRandom Random { get; }

    private protected HandMotion Hand { get; }

    private protected PickPlaceSituation Now => Hand.Now;

    private protected static Point Goal { get; } = new(PickPlaceScene.Goal.X, PickPlaceScene.Goal.Y, 0);

    /// <summary>The expert of a quality.</summary>
    /// <param name="quality">How well it demonstrates.</param>
    /// <param name="failure">How it fails; <see cref="FailureMode.None"/> for the other qualities.</param>
    /// <param name="seed">Determines what it does, given the scene.</param>
    public static Expert Create(Quality quality, FailureMode failure, ulong seed) => quality switch
    {
        Quality.Fluent => new FluentExpert(seed),
        Quality.Hesitant => new HesitantExpert(seed),
        _ => new FailingExpert(failure, seed),
    };

    /// <summary>The next action [5], or null when the demonstration is over.</summary>
    public float[]? Act(in PickPlaceSituation now)
    {
        Hand.Now = now;
        _script ??= Script().GetEnumerator();
        return _script.MoveNext() ? _script.Current : null;
    }

    private protected abstract IEnumerable<float[]> Script();

    /// <summary>Turns the hand to the cube and gives the point to grasp it at: near enough, as nobody aims perfectly.</summary>
    private protected Point AimAtCube()
    {
        Hand.Yaw = Now.CubeYaw + Random.Around(GraspTurn);
        double offset = Random.Around(GraspOffset);
        return Now.Cube + new Point(offset * Math.Cos(Hand.Yaw), offset * Math.Sin(Hand.Yaw), 0);
    }
}

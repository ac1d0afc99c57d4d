using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Experts;

/// <summary>
/// Unsure of itself: draws back again and again, takes detours, moves past the cube and the goal, grasps twice, pauses.
/// Between its doubts it moves as others do. Succeeds in the end, in two to three times the time.
/// </summary>
internal sealed class HesitantExpert(ulong seed) : Expert(seed)
{
    private const double Speed = .021;
    private const double FineSpeed = .019;
    private const double DoubtSpeed = .026;

    private protected override IEnumerable<float[]> Script()
    {
        Hand.Yaw = Now.CubeYaw + Random.Around(.15);
        foreach (float[] action in Reach().Concat(Grasp()).Concat(Carry()).Concat(Place()).Concat(Retreat()))
            yield return action;
    }

    private IEnumerable<float[]> Reach()
    {
        Point start = Now.Target;
        foreach (float[] action in Approach(Now.Cube.AtHeight(Hover), start).Concat(Approach(Now.Cube.AtHeight(Hover), start)))
            yield return action;
        // past the cube and back
        foreach (float[] action in Hand.MoveTo(Aside(Now.Cube, .02, .04).AtHeight(Hover), Speed))
            yield return action;
        Point aim = AimAtCube();
        foreach (float[] action in Hand.MoveTo(aim.AtHeight(.05), FineSpeed).Concat(Rise()))
            yield return action;
        foreach (float[] action in Hand.MoveTo(aim.AtHeight(GraspHeight), FineSpeed).Concat(Hand.Settle()))
            yield return action;
    }

    private IEnumerable<float[]> Grasp()
    {
        // a first attempt that does not convince: almost closed, opened again
        foreach (float[] action in Hand.Grip(.026, steps: 3).Concat(Hand.Grip(HandMotion.Open, steps: 2)))
            yield return action;
        foreach (float[] action in Hand.Grip(HandMotion.Closed, steps: 6).Concat(Pause()))
            yield return action;
    }

    private IEnumerable<float[]> Carry()
    {
        foreach (float[] action in Hand.MoveTo(Now.Target.AtHeight(.06), FineSpeed))
            yield return action;
        foreach (float[] action in Approach(Goal.AtHeight(Hover), Now.Target))
            yield return action;
        // past the goal and back
        foreach (float[] action in Hand.MoveTo(Aside(Goal, .03, .05).AtHeight(Hover), Speed).Concat(Hand.MoveTo(Goal.AtHeight(Hover - .02), Speed)))
            yield return action;
    }

    private IEnumerable<float[]> Place()
    {
        foreach (float[] action in Hand.MoveTo(Goal.AtHeight(.06), FineSpeed).Concat(Rise()))
            yield return action;
        foreach (float[] action in Hand.MoveTo(Goal.AtHeight(PlaceHeight), FineSpeed).Concat(Pause()).Concat(Hand.Grip(HandMotion.Open, steps: 5)))
            yield return action;
    }

    private IEnumerable<float[]> Retreat() => Pause().Concat(Hand.MoveTo(Goal.AtHeight(RetreatHeight), FineSpeed));

    private IEnumerable<float[]> Pause() => Hand.Hold(5 + Random.Below(7));

    /// <summary>Nearly to a point, by way of a point beside the straight line, and far back again.</summary>
    private IEnumerable<float[]> Approach(Point goal, Point start)
    {
        Point from = Now.Target;
        Point middle = Aside(from + ((goal - from) * .5), .02, .05);
        foreach (float[] action in Hand.MoveTo(middle, Speed))
            yield return action;
        Point near = Aside(goal, .0, .04);
        Point way = start - near;
        Point back = near + (way * (Random.Uniform(.12, .17) / Math.Max(way.Length, .17)));
        foreach (float[] action in Hand.MoveTo(near, Speed).Concat(Hand.MoveTo(back.AtHeight(near.Z + .03), DoubtSpeed)))
            yield return action;
    }

    private IEnumerable<float[]> Rise()
    {
        foreach (float[] action in Hand.MoveTo(Now.Target + new Point(0, 0, Random.Uniform(.10, .14)), DoubtSpeed))
            yield return action;
    }

    /// <summary>A point at a distance in a random horizontal direction.</summary>
    private Point Aside(Point point, double nearest, double farthest)
    {
        (double sin, double cos) = Math.SinCos(Random.Uniform(0, 2 * Math.PI));
        double distance = Random.Uniform(nearest, farthest);
        return point + new Point(cos * distance, sin * distance, 0);
    }
}

using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Experts;

/// <summary>
/// Slow and unsure: long pauses, detours, moves past the cube and the goal, grasps twice. Succeeds in the end.
/// </summary>
internal sealed class HesitantExpert(ulong seed) : Expert(seed)
{
    private const double Speed = .017;
    private const double FineSpeed = .012;

    private protected override IEnumerable<float[]> Script()
    {
        Hand.Yaw = Now.CubeYaw + Random.Around(.15);
        foreach (float[] action in Reach().Concat(Grasp()).Concat(Carry()).Concat(Place()).Concat(Retreat()))
            yield return action;
    }

    private IEnumerable<float[]> Reach()
    {
        foreach (float[] action in Detour(Now.Cube.AtHeight(Hover + .04)))
            yield return action;
        // past the cube and back
        foreach (float[] action in Hand.MoveTo(Aside(Now.Cube, .02, .04).AtHeight(Hover), Speed))
            yield return action;
        Hand.Yaw = Now.CubeYaw;
        foreach (float[] action in Hand.MoveTo(Now.Cube.AtHeight(GraspHeight), FineSpeed).Concat(Hand.Settle()))
            yield return action;
    }

    private IEnumerable<float[]> Grasp()
    {
        // a first attempt that does not convince: almost closed, half opened again, a little up and down
        foreach (float[] action in Hand.Grip(.026, steps: 3).Concat(Hand.Grip(.033, steps: 2)))
            yield return action;
        foreach (float[] action in Hand.MoveTo(Now.Cube.AtHeight(GraspHeight + .012), FineSpeed))
            yield return action;
        foreach (float[] action in Hand.MoveTo(Now.Cube.AtHeight(GraspHeight), FineSpeed))
            yield return action;
        foreach (float[] action in Hand.Grip(HandMotion.Closed, steps: 6).Concat(Pause()))
            yield return action;
    }

    private IEnumerable<float[]> Carry()
    {
        foreach (float[] action in Hand.MoveTo(Now.Target.AtHeight(.06), FineSpeed).Concat(Pause()))
            yield return action;
        foreach (float[] action in Detour(Goal.AtHeight(Hover + .02)))
            yield return action;
        // past the goal and back
        foreach (float[] action in Hand.MoveTo(Aside(Goal, .03, .05).AtHeight(Hover), Speed).Concat(Hand.MoveTo(Goal.AtHeight(Hover - .02), Speed)))
            yield return action;
    }

    private IEnumerable<float[]> Place() => Pause()
        .Concat(Hand.MoveTo(Goal.AtHeight(PlaceHeight), FineSpeed)).Concat(Pause())
        .Concat(Hand.Grip(HandMotion.Open, steps: 5));

    private IEnumerable<float[]> Retreat() => Pause().Concat(Hand.MoveTo(Goal.AtHeight(RetreatHeight), FineSpeed));

    private IEnumerable<float[]> Pause() => Hand.Hold(6 + Random.Below(9));

    /// <summary>To a point short of the goal of the motion, by way of a point beside the straight line.</summary>
    private IEnumerable<float[]> Detour(Point goal)
    {
        Point start = Now.Target;
        Point middle = start + ((goal - start) * Random.Uniform(.4, .6));
        Point near = start + ((goal - start) * .75);
        return Hand.MoveTo(Aside(middle, .04, .08).AtHeight(Math.Max(middle.Z, Hover)), Speed).Concat(Pause())
            .Concat(Hand.MoveTo(near, Speed));
    }

    /// <summary>A point at a distance in a random horizontal direction.</summary>
    private Point Aside(Point point, double nearest, double farthest)
    {
        (double sin, double cos) = Math.SinCos(Random.Uniform(0, 2 * Math.PI));
        double distance = Random.Uniform(nearest, farthest);
        return point + new Point(cos * distance, sin * distance, 0);
    }
}

using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Experts;

/// <summary>Reaches, grasps, carries, places and retreats at an even speed, without a needless move.</summary>
internal sealed class FluentExpert(ulong seed) : Expert(seed)
{
    private protected override IEnumerable<float[]> Script()
    {
        double pace = Random.Uniform(.9, 1.1);
        foreach (float[] action in Reach(pace).Concat(Grasp()).Concat(Carry(pace)).Concat(Place(pace)).Concat(Retreat(pace)))
            yield return action;
    }

    private IEnumerable<float[]> Reach(double pace)
    {
        double hover = Hover + Random.Around(.015);
        Point aim = AimAtCube();
        foreach (float[] action in Hand.MoveTo(aim.AtHeight(hover), .022 * pace))
            yield return action;
        foreach (float[] action in Hand.MoveTo(aim.AtHeight(GraspHeight), .021 * pace))
            yield return action;
        foreach (float[] action in Hand.Settle())
            yield return action;
    }

    private IEnumerable<float[]> Grasp() => Hand.Grip(HandMotion.Closed, steps: 6);

    private IEnumerable<float[]> Carry(double pace)
    {
        double height = Hover + Random.Around(.01);
        foreach (float[] action in Hand.MoveTo(Now.Target.AtHeight(.05), .014 * pace))
            yield return action;
        foreach (float[] action in Hand.MoveTo(Goal.AtHeight(height), .026 * pace))
            yield return action;
    }

    private IEnumerable<float[]> Place(double pace)
    {
        foreach (float[] action in Hand.MoveTo(Goal.AtHeight(PlaceHeight), .018 * pace))
            yield return action;
        foreach (float[] action in Hand.Grip(HandMotion.Open, steps: 4))
            yield return action;
    }

    private IEnumerable<float[]> Retreat(double pace) => Hand.MoveTo(Goal.AtHeight(RetreatHeight), .022 * pace);
}

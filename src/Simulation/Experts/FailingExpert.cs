using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Experts;

/// <summary>Goes about it like a fluent demonstrator until it fails in the given way.</summary>
internal sealed class FailingExpert : Expert
{
    private const double Speed = .022;
    private readonly FailureMode _failure;

    internal FailingExpert(FailureMode failure, ulong seed)
        : base(seed)
    {
        if (failure == FailureMode.None)
            throw new ArgumentException("A failing expert needs a way to fail.", nameof(failure));
        _failure = failure;
    }

    private protected override IEnumerable<float[]> Script()
    {
        Hand.Yaw = Now.CubeYaw;
        IEnumerable<float[]> script = _failure switch
        {
            FailureMode.StopsReaching => StopReaching(),
            FailureMode.Misses => Miss(),
            FailureMode.Drops => Lift().Concat(Drop()),
            _ => Lift().Concat(StopCarrying()),
        };
        foreach (float[] action in script)
            yield return action;
    }

    private IEnumerable<float[]> StopReaching()
    {
        Point start = Now.Target;
        Point way = Now.Cube.AtHeight(Hover) - start;
        return Hand.MoveTo(start + (way * Random.Uniform(.35, 1)), Speed).Concat(Hand.Hold(20 + Random.Below(20)));
    }

    /// <summary>Beside the cube along the fingers' flat side, so that they close on air.</summary>
    private IEnumerable<float[]> Miss()
    {
        double offset = Random.Uniform(.045, .06) * (Random.Below(2) == 0 ? -1 : 1);
        Point beside = Now.Cube + new Point(offset * Math.Cos(Hand.Yaw), offset * Math.Sin(Hand.Yaw), 0);
        return Hand.MoveTo(beside.AtHeight(Hover), Speed).Concat(Hand.MoveTo(beside.AtHeight(GraspHeight), Speed))
            .Concat(Hand.Grip(HandMotion.Closed, steps: 4)).Concat(Hand.MoveTo(beside.AtHeight(Hover), Speed))
            .Concat(Hand.MoveTo(Goal.AtHeight(Hover), Speed)).Concat(Hand.MoveTo(Goal.AtHeight(PlaceHeight), Speed))
            .Concat(Hand.Grip(HandMotion.Open, steps: 3)).Concat(Hand.MoveTo(Goal.AtHeight(RetreatHeight), Speed));
    }

    private IEnumerable<float[]> Lift()
    {
        Point aim = AimAtCube();
        foreach (float[] action in Hand.MoveTo(aim.AtHeight(Hover), Speed))
            yield return action;
        foreach (float[] action in Hand.MoveTo(aim.AtHeight(GraspHeight), Speed).Concat(Hand.Settle()))
            yield return action;
        foreach (float[] action in Hand.Grip(HandMotion.Closed, steps: 4).Concat(Hand.MoveTo(Now.Target.AtHeight(.06), Speed)))
            yield return action;
    }

    private IEnumerable<float[]> Drop()
    {
        foreach (float[] action in Hand.MoveTo(OnTheWay(), Speed).Concat(Hand.Grip(HandMotion.Open, steps: 2)))
            yield return action;
        Point onwards = Random.Below(2) == 0 ? Goal : Now.Target;
        foreach (float[] action in Hand.MoveTo(onwards.AtHeight(RetreatHeight), Speed).Concat(Hand.Hold(5 + Random.Below(10))))
            yield return action;
    }

    private IEnumerable<float[]> StopCarrying()
    {
        foreach (float[] action in Hand.MoveTo(OnTheWay(), Speed).Concat(Hand.Hold(20 + Random.Below(20))))
            yield return action;
    }

    private Point OnTheWay() => Now.Target + ((Goal.AtHeight(Hover) - Now.Target) * Random.Uniform(.2, .7));
}

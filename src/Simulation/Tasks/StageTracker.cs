namespace Robotics.Simulation.Tasks;

/// <summary>
/// Ground truth of the task's stages, from physical quantities alone. A stage's fraction is 1 - remaining / remaining at
/// its start, so a pause does not advance it and an overshoot takes some back. A lost cube leads back to the first stage.
/// What counts is where the cube is, not how neatly it was taken: one held off centre is carried like any other.
/// </summary>
public sealed class StageTracker
{
    private const int Reach = 0, Grasp = 1, Carry = 2, Place = 3, Retreat = 4;
    private const double AtCube = .012; // m, horizontally and vertically
    private const double Lifted = .01;
    private const double Resting = .004;
    private const double CarryHeight = .08;
    private const double AboveGoal = .012;
    private const double OnGoal = PickPlaceScene.GoalRadius; // the cube's centre is on the disc
    private const double Lost = .05;
    private const double Released = .028;
    private const double OpenWide = .04;
    private const double RetreatHeight = .12;
    private const double ReleaseWeight = 3; // a millimetre of opening takes as long as three of lowering

    private double _remainingAtStart;

    /// <summary>0 to K-1.</summary>
    public int Stage { get; private set; }

    /// <summary>How much of the stage is done, [0, 1].</summary>
    public double Fraction { get; private set; }

    /// <summary>The cube rests on the goal, released, and the hand has retreated.</summary>
    public bool Success { get; private set; }

    /// <summary>Starts an episode.</summary>
    public void Reset(in PickPlaceSituation now)
    {
        Success = false;
        Enter(Reach, now);
    }

    /// <summary>Follows the situation one control step on.</summary>
    public void Advance(in PickPlaceSituation now)
    {
        int next = NextStage(now);
        if (next != Stage)
            Enter(next, now);
        Success = Stage == Retreat && now.Tcp.Z >= RetreatHeight;
        Fraction = Success ? 1 : Math.Clamp(1 - (Remaining(now) / _remainingAtStart), 0, 1);
    }

    private void Enter(int stage, in PickPlaceSituation now)
    {
        Stage = stage;
        Fraction = 0;
        _remainingAtStart = Math.Max(Remaining(now), 1e-3);
    }

    private int NextStage(in PickPlaceSituation now)
    {
        bool lost = (now.Tcp - now.Cube).Length > Lost;
        bool resting = now.Lift < Resting;
        bool released = resting && now.Opening > Released;
        bool held = now.Lift > Lifted && !lost;
        bool done = resting && now.GoalOffset < OnGoal && (released || Stage == Retreat);
        if (done || Stage == Retreat)
            return done ? Retreat : Reach;
        return Stage switch
        {
            Reach => held ? Carry : now.ReachOffset < AtCube && Math.Abs(now.Tcp.Z - now.Cube.Z) < AtCube ? Grasp : Reach,
            Grasp => held ? Carry : lost ? Reach : Grasp,
            Carry => lost || released ? Reach : now.GoalOffset < AboveGoal ? Place : Carry,
            _ => lost || released ? Reach : Place,
        };
    }

    /// <summary>Metres still to go in the current stage, along the axes that the stage is about.</summary>
    private double Remaining(in PickPlaceSituation now) => Stage switch
    {
        Reach => Math.Max(0, now.ReachOffset + Math.Abs(now.Tcp.Z - now.Cube.Z) - AtCube),
        Grasp => Math.Max(0, now.Opening - PickPlaceScene.CubeHalf) + Math.Max(0, Lifted - now.Lift),
        Carry => Math.Max(0, now.GoalOffset - AboveGoal) + Math.Max(0, CarryHeight - now.Lift),
        Place => Math.Max(0, now.GoalOffset - AboveGoal) + Math.Max(0, now.Lift) +
            (ReleaseWeight * Math.Clamp(Released - now.Opening, 0, OpenWide)),
        _ => Math.Max(0, RetreatHeight - now.Tcp.Z),
    };
}

using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Experts;

/// <summary>The motions that experts are put together from; each yields one action [5] per control step.</summary>
/// <param name="random">Small differences in speed from motion to motion.</param>
internal sealed class HandMotion(SeededRandom random)
{
    internal const double Open = .04;
    internal const double Closed = 0;

    private const double FullStep = .045; // m a step; the environment allows a little more

    /// <summary>What the simulator knows before the next action.</summary>
    internal PickPlaceSituation Now { get; set; }

    /// <summary>Turn of the hand that every action commands.</summary>
    internal double Yaw { get; set; }

    /// <summary>Opening of the gripper that every action commands.</summary>
    internal double Opening { get; private set; } = Open;

    /// <summary>Moves evenly on a straight line.</summary>
    /// <param name="goal">Where the commanded target ends.</param>
    /// <param name="speed">Metres a step, horizontal and vertical added up, as the stages' remaining distances count them.</param>
    internal IEnumerable<float[]> MoveTo(Point goal, double speed)
    {
        Point way = goal - Now.Target;
        double distance = way.HorizontalDistance(default) + Math.Abs(way.Z);
        int steps = (int)Math.Ceiling(Math.Max(
            distance / (speed * random.Uniform(.92, 1.08)), way.Length / FullStep));
        for (int remaining = steps; remaining > 0; remaining--)
            yield return Act((goal - Now.Target) * (1.0 / remaining));
    }

    /// <summary>Waits without moving.</summary>
    internal IEnumerable<float[]> Hold(int steps)
    {
        for (int i = 0; i < steps; i++)
            yield return Act(default);
    }

    /// <summary>Waits until the hand has caught up with its commanded target.</summary>
    internal IEnumerable<float[]> Settle(double tolerance = .008, int atMost = 8)
    {
        for (int i = 0; i < atMost && (Now.Tcp - Now.Target).Length > tolerance; i++)
            yield return Act(default);
    }

    /// <summary>Opens or closes the gripper evenly.</summary>
    internal IEnumerable<float[]> Grip(double opening, int steps)
    {
        for (int remaining = steps; remaining > 0; remaining--)
        {
            Opening += (opening - Opening) / remaining;
            yield return Act(default);
        }
    }

    private float[] Act(Point delta) => [(float)delta.X, (float)delta.Y, (float)delta.Z, (float)Yaw, (float)Opening];
}

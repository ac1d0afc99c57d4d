using CsCheck;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>The limiter alone, also in situations that the gate around it never lets happen.</summary>
public sealed class JointLimiterTests
{
    private const double Tolerance = 1e-9;

    private static readonly JointLimits Limits = TestArm.Settings.Joints[0];

    // mostly near each other, so that the limits often leave something; the goal may be anything
    private static readonly Gen<(JointMotion Previous, double Measured, JointGoal Goal, double Dt)> AnySituation = Gen.Select(
        Gen.Double[-1.1, 2.1], Gen.Double[-1.2, 1.2], Gen.Double[-0.2, 0.2],
        Gen.OneOf(Gen.Double[-3, 3], Gen.Double, Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity)),
        Gen.Double[-1, 1], Gen.Double[0, 1], Gen.Double[0.005, 0.03],
        (position, velocity, error, goal, goalVelocity, share, dt) =>
            (new JointMotion(position, velocity), position + error, new JointGoal(goal, goalVelocity, share), dt));

    [Fact]
    public void Every_position_keeps_every_hard_limit_and_there_is_one_wherever_they_allow_it()
    {
        var given = 0;
        AnySituation.Sample(s =>
        {
            var (low, high) = Allowed(s.Previous, s.Measured, s.Dt);
            var limited = JointLimiter.Limit(Limits, s.Previous, s.Measured, s.Goal, s.Dt);
            if (limited is { } position)
            {
                given++;
                Assert.InRange(position.Position, low - Tolerance, high + Tolerance);
            }
            else
                Assert.True(low > high - Tolerance || !double.IsFinite(s.Goal.Position), $"no position between {low} and {high}");
        }, iter: 20_000, threads: 1);
        Assert.True(given > 5000, $"only {given} of 20,000 situations allowed anything");
    }

    [Theory]
    [InlineData(double.NaN, 0, 0, 0.02)]
    [InlineData(0, double.NaN, 0, 0.02)]
    [InlineData(0, 0, double.NaN, 0.02)]
    [InlineData(0, 0, 0, double.NaN)]
    public void Where_a_number_is_none_there_is_no_position(double position, double velocity, double measured, double dt) =>
        Assert.Null(JointLimiter.Limit(Limits, new JointMotion(position, velocity), measured, new JointGoal(0, 0, 1), dt));

    // the four promises of Safety/README.md, written down a second time
    private static (double Low, double High) Allowed(JointMotion previous, double measured, double dt)
    {
        double[] low =
        [
            Limits.Low, measured - Limits.Step, previous.Position - Limits.Velocity * dt,
            previous.Position + previous.Velocity * dt - Limits.Acceleration * dt * dt,
        ];
        double[] high =
        [
            Limits.High, measured + Limits.Step, previous.Position + Limits.Velocity * dt,
            previous.Position + previous.Velocity * dt + Limits.Acceleration * dt * dt,
        ];
        return (low.Max(), high.Min());
    }
}

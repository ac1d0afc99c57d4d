namespace Robotics.RobotBridge.Safety;

/// <summary>Where the previous command left a joint, and how fast it was going there.</summary>
internal readonly record struct JointMotion(double Position, double Velocity);

/// <summary>Where a joint should go next.</summary>
/// <param name="Position">The target.</param>
/// <param name="Velocity">How fast the target itself moves; zero to brake.</param>
/// <param name="SpeedShare">Share of the speed limit in use, in [0, 1]: the ramp.</param>
internal readonly record struct JointGoal(double Position, double Velocity, double SpeedShare);

/// <summary>The position a joint may be sent to.</summary>
/// <param name="Position">Within every limit.</param>
/// <param name="Reduced">The rule that kept it from the target; null when the target itself is allowed.</param>
internal readonly record struct LimitedPosition(double Position, VetoReason? Reduced);

/// <summary>
/// The only place where a position that may leave is computed. Hard bounds are never crossed: where they contradict each
/// other there is no position. Soft bounds begin to brake early enough that the hard ones stay reachable.
/// </summary>
internal static class JointLimiter
{
    // the command comes to rest within this share of the step limit, so that sensor noise cannot push it over the limit itself
    private const double StepShareInUse = 0.8;

    /// <summary>The position nearest to the goal that every limit allows; null when there is none.</summary>
    /// <param name="limits">Of this joint.</param>
    /// <param name="previous">The previous command.</param>
    /// <param name="measured">The joint's measured position.</param>
    /// <param name="goal">Where it should go.</param>
    /// <param name="dt">Seconds since the previous command, above zero.</param>
    public static LimitedPosition? Limit(JointLimits limits, JointMotion previous, double measured, JointGoal goal, double dt)
    {
        var hard = Hard(limits, previous, measured, dt);
        if (hard.IsEmpty)
            return null;
        var soft = Soft(limits, previous, measured, goal, dt);
        var wanted = hard.Clamp(soft.Clamp(new LimitedPosition(goal.Position, null)));
        return double.IsFinite(wanted.Position) ? wanted : null;
    }

    private static Bounds Hard(JointLimits limits, JointMotion previous, double measured, double dt)
    {
        var bounds = new Bounds();
        bounds.Add(limits.Low, limits.High, VetoReason.Position);
        bounds.Add(measured - limits.Step, measured + limits.Step, VetoReason.Step);
        bounds.Add(previous.Position - limits.Velocity * dt, previous.Position + limits.Velocity * dt, VetoReason.Velocity);
        bounds.Add(
            previous.Position + (previous.Velocity - limits.Acceleration * dt) * dt,
            previous.Position + (previous.Velocity + limits.Acceleration * dt) * dt,
            VetoReason.Acceleration);
        return bounds;
    }

    private static Bounds Soft(JointLimits limits, JointMotion previous, double measured, JointGoal goal, double dt)
    {
        var (position, acceleration) = (previous.Position, limits.Acceleration);
        var ramp = limits.Velocity * goal.SpeedShare * dt;
        var window = StepShareInUse * limits.Step;
        var bounds = new Bounds();
        bounds.Add(position - ramp, position + ramp, VetoReason.Ramp);
        bounds.Add(
            position - BrakingSpeed(position - Math.Max(limits.Low, measured - window), acceleration, dt) * dt,
            position + BrakingSpeed(Math.Min(limits.High, measured + window) - position, acceleration, dt) * dt,
            VetoReason.Braking);
        bounds.Add(
            position + (Math.Min(goal.Velocity, 0) - BrakingSpeed(position - goal.Position, acceleration, dt)) * dt,
            position + (Math.Max(goal.Velocity, 0) + BrakingSpeed(goal.Position - position, acceleration, dt)) * dt,
            VetoReason.Braking);
        return bounds;
    }

    /// <summary>
    /// The largest speed v from which braking at a still ends within the distance d, this tick's own way included:
    /// v dt + v^2 / 2a = d. Zero when d is not positive.
    /// </summary>
    private static double BrakingSpeed(double distance, double acceleration, double dt) =>
        distance <= 0 ? 0 : acceleration * (Math.Sqrt(dt * dt + 2 * distance / acceleration) - dt);

    /// <summary>The intersection of intervals that remembers which one is the tightest on each side.</summary>
    private struct Bounds
    {
        private (double Value, VetoReason Reason) _low = (double.NegativeInfinity, default);
        private (double Value, VetoReason Reason) _high = (double.PositiveInfinity, default);

        public Bounds()
        {
        }

        public readonly bool IsEmpty => !(_low.Value <= _high.Value);

        // a bound that is no number leaves no position, whatever comes after it
        public void Add(double low, double high, VetoReason reason)
        {
            if (double.IsNaN(low) || low > _low.Value)
                _low = (low, reason);
            if (double.IsNaN(high) || high < _high.Value)
                _high = (high, reason);
        }

        public readonly LimitedPosition Clamp(LimitedPosition wanted) =>
            wanted.Position > _high.Value ? new LimitedPosition(_high.Value, _high.Reason)
            : wanted.Position < _low.Value ? new LimitedPosition(_low.Value, _low.Reason)
            : wanted;
    }
}

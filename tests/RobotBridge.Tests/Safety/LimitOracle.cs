using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>The five promises of Safety/README.md, checked from outside on everything that leaves.</summary>
internal sealed class LimitOracle(SafetySettings settings)
{
    private const double Tolerance = 1e-9;
    private readonly double[] _previous = new double[settings.Joints.Count];
    private readonly double[] _velocity = new double[settings.Joints.Count];
    private double[]? _measured;
    private TimeSpan _newest = TimeSpan.MinValue;
    private TimeSpan? _lastTick;

    public int Commands { get; private set; }

    public void Measured(TimeSpan now, JointMeasurement message)
    {
        var stamp = message.Stamp;
        var n = message.Names.Count;
        if (stamp <= _newest || stamp > now + TimeSpan.FromSeconds(settings.FutureTolerance) || message.Positions.Count != n || message.Velocities.Count is var v && v != 0 && v != n)
            return;
        var places = settings.Joints.Select(j => Enumerable.Range(0, n).Where(i => message.Names[i] == j.Name).ToArray()).ToArray();
        if (places.Any(p => p.Length != 1) || places.Any(p => !double.IsFinite(message.Positions[p[0]]) || v > 0 && double.IsInfinity(message.Velocities[p[0]])))
            return;
        _measured = [.. places.Select(p => message.Positions[p[0]])];
        _newest = stamp;
    }

    public void Enabled()
    {
        _measured!.CopyTo(_previous, 0);
        Array.Clear(_velocity);
    }

    /// <summary>Null when the command keeps every promise.</summary>
    public string? Check(TimeSpan now, SafeCommand? command)
    {
        var gap = _lastTick is { } last ? (now - last).TotalSeconds : double.PositiveInfinity;
        if (!(gap >= 0 && gap < 0.25 * settings.ControlPeriod))
            _lastTick = now;
        if (command is null)
            return null;
        Commands++;
        var late = gap > 1.5 * settings.ControlPeriod;
        var dt = late ? settings.ControlPeriod : gap;
        for (var j = 0; j < _previous.Length; j++)
        {
            var limits = settings.Joints[j];
            var position = command.Positions[j];
            var velocity = (position - _previous[j]) / dt;
            var before = late ? 0 : _velocity[j];
            if (!(position >= limits.Low && position <= limits.High))
                return $"{now}: {limits.Name} at {position:R} is out of range";
            if (!(Math.Abs(position - _measured![j]) <= limits.Step + 1e-12))
                return $"{now}: {limits.Name} steps {position - _measured[j]:R} away from the measured position";
            if (!(Math.Abs(velocity) <= limits.Velocity + Tolerance))
                return $"{now}: {limits.Name} goes {velocity:R} per second";
            if (!(Math.Abs(velocity - before) <= limits.Acceleration * dt + Tolerance))
                return $"{now}: {limits.Name} goes from {before:R} to {velocity:R} in {dt} s";
            (_previous[j], _velocity[j]) = (position, velocity);
        }
        return null;
    }
}

namespace Robotics.RobotBridge.Safety;

/// <summary>The newest joint state that is believed: complete, finite, in order.</summary>
internal sealed class MeasuredState(SafetySettings settings)
{
    private readonly InputWatch _watch = new(settings);
    private TimeSpan _stamp;
    private bool _hasVelocities;

    /// <summary>[J], rad or m; meaningful once <see cref="Age"/> is finite.</summary>
    public double[] Positions { get; private set; } = new double[settings.Joints.Count];

    /// <summary>[J] per second, measured or from the last two positions.</summary>
    private double[] Velocities { get; set; } = new double[settings.Joints.Count];

    /// <summary>Seconds since it was measured.</summary>
    public double Age(TimeSpan now) => _watch.Age(now);

    /// <summary>Believes a message or says why not.</summary>
    public string? Offer(TimeSpan now, JointMeasurement message)
    {
        if (!_watch.IsNews(message.Stamp, now))
            return $"stamp {message.Stamp.TotalSeconds:F3} s is repeated, out of order or from the future";
        if (message.Positions.Count != message.Names.Count)
            return $"{message.Names.Count} names, {message.Positions.Count} positions";
        if (message.Velocities.Count != 0 && message.Velocities.Count != message.Names.Count)
            return $"{message.Names.Count} names, {message.Velocities.Count} velocities";
        var (positions, velocities, measuresAll) = (new double[Positions.Length], new double[Positions.Length], true);
        for (var joint = 0; joint < positions.Length; joint++)
        {
            if (JointNames.Find(message.Names, settings.Joints[joint].Name, out var place) is { } fault)
                return fault;
            positions[joint] = message.Positions[place];
            // ros2_control's joint_state_broadcaster says NaN where the hardware measures no speed
            var measuresVelocity = message.Velocities.Count > 0 && !double.IsNaN(message.Velocities[place]);
            measuresAll &= measuresVelocity;
            velocities[joint] = measuresVelocity ? message.Velocities[place] : Difference(joint, positions[joint], message.Stamp);
            if (!double.IsFinite(positions[joint]) || measuresVelocity && !double.IsFinite(velocities[joint]))
                return $"'{settings.Joints[joint].Name}' is not finite";
        }
        _hasVelocities = measuresAll || double.IsFinite(Age(now));
        (Positions, Velocities, _stamp) = (positions, velocities, message.Stamp);
        _watch.Accept(message.Stamp);
        return null;
    }

    /// <summary>Why the arm cannot be enabled where it is; null when it can.</summary>
    public string? NotAtRest()
    {
        if (!_hasVelocities)
            return "the speed of the arm is not known yet";
        for (var joint = 0; joint < Positions.Length; joint++)
        {
            var limits = settings.Joints[joint];
            if (Positions[joint] < limits.Low || Positions[joint] > limits.High)
                return $"'{limits.Name}' is at {Positions[joint]:F4}, outside [{limits.Low}, {limits.High}]; move it back by hand";
            if (!(Math.Abs(Velocities[joint]) <= settings.RestShare * limits.Velocity))
                return $"'{limits.Name}' moves at {Velocities[joint]:F4} per second";
        }
        return null;
    }

    private double Difference(int joint, double position, TimeSpan stamp) =>
        stamp > _stamp ? (position - Positions[joint]) / (stamp.TotalSeconds - _stamp.TotalSeconds) : 0;
}

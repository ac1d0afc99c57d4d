namespace Robotics.RobotBridge.Safety;

/// <summary>The newest proposal that is believed, put into the gate's joint order.</summary>
internal sealed class ProposalCheck(SafetySettings settings)
{
    private readonly InputWatch _watch = new(settings);

    /// <summary>[J] where the policy wants the arm to be; null before the first proposal.</summary>
    public double[]? Target { get; private set; }

    /// <summary>[J] per second: how fast the target itself moves.</summary>
    public double[] TargetVelocity { get; private set; } = new double[settings.Joints.Count];

    /// <summary>Seconds since the data behind the newest proposal were measured.</summary>
    public double Age(TimeSpan now) => _watch.Age(now);

    /// <summary>Believes a proposal or says why not.</summary>
    public string? Offer(TimeSpan now, ProposedCommand proposal)
    {
        // several commands of one action chunk rest on the same observation, so an equal stamp is fine here
        if (!_watch.IsCurrent(proposal.ObservationStamp, now))
            return $"its observation of {proposal.ObservationStamp.TotalSeconds:F3} s is from the future or older than the one before";
        if (proposal.Names.Count != settings.Joints.Count || proposal.Positions.Count != settings.Joints.Count)
            return $"{proposal.Names.Count} names and {proposal.Positions.Count} positions for {settings.Joints.Count} joints";
        var target = new double[settings.Joints.Count];
        for (var joint = 0; joint < target.Length; joint++)
        {
            if (JointNames.Find(proposal.Names, settings.Joints[joint].Name, out var place) is { } fault)
                return fault;
            target[joint] = proposal.Positions[place];
            if (!double.IsFinite(target[joint]))
                return $"'{settings.Joints[joint].Name}' is not finite";
        }
        Believe(target, proposal.ObservationStamp);
        return null;
    }

    private void Believe(double[] target, TimeSpan stamp)
    {
        for (var joint = 0; joint < target.Length; joint++)
        {
            var limit = settings.Joints[joint].Velocity;
            TargetVelocity[joint] = Target is null ? 0 : Math.Clamp((target[joint] - Target[joint]) / settings.ControlPeriod, -limit, limit);
        }
        Target = target;
        _watch.Accept(stamp);
    }
}

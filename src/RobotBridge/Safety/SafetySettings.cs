using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Safety;

/// <summary>Every number the command gate works with; times in seconds.</summary>
public sealed record SafetySettings : ISettings
{
    private const double ShortestTime = 0.001;
    private const double LongestTime = 3600;

    /// <summary>The joints that may be commanded, in the order of every command.</summary>
    public IReadOnlyList<JointLimits> Joints { get; init; } = [];

    /// <summary>Time between two ticks of the control loop.</summary>
    public double ControlPeriod { get; init; } = 0.02;

    /// <summary>Without a pressed dead-man message for so long the arm stops.</summary>
    public double DeadmanTimeout { get; init; } = 0.2;

    /// <summary>With a joint state older than this the arm brakes and holds.</summary>
    public double HoldAfter { get; init; } = 0.1;

    /// <summary>With a joint state older than this the arm stops for good; also the longest pause of the control loop, and the longest standstill or leap of the clock of the stamps.</summary>
    public double StopAfter { get; init; } = 0.3;

    /// <summary>With a policy observation older than this the arm brakes and holds; covers inference and one action chunk.</summary>
    public double ObservationHoldAfter { get; init; } = 0.3;

    /// <summary>With a policy observation older than this the arm stops for good.</summary>
    public double ObservationStopAfter { get; init; } = 0.6;

    /// <summary>After enabling, the speed limit grows from zero to its full value over this time.</summary>
    public double RampTime { get; init; } = 2;

    /// <summary>A joint slower than this share of its velocity limit counts as resting.</summary>
    public double RestShare { get; init; } = 0.05;

    /// <summary>A stamp further ahead of the clock than this is not believed, nor is a clock that goes back by more.</summary>
    public double FutureTolerance { get; init; } = 0.01;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Joints.Count == 0)
            yield return new SettingFault("joints", "no joint is named, so nothing could ever be commanded; list every joint with its limits");
        foreach (var (key, value) in Times())
            if (!(value is >= ShortestTime and <= LongestTime))
                yield return new SettingFault(key, $"{value} is out of range; give {ShortestTime} to {LongestTime} seconds");
        if (!(StopAfter > HoldAfter))
            yield return new SettingFault("stop_after", $"{StopAfter} s is not after hold_after = {HoldAfter} s");
        if (!(ObservationStopAfter > ObservationHoldAfter))
            yield return new SettingFault("observation_stop_after", $"{ObservationStopAfter} s is not after observation_hold_after = {ObservationHoldAfter} s");
        if (!(HoldAfter >= ControlPeriod))
            yield return new SettingFault("hold_after", $"{HoldAfter} s is shorter than one control period of {ControlPeriod} s");
        if (!(RestShare is > 0 and <= 0.5))
            yield return new SettingFault("rest_share", $"{RestShare} is not in (0, 0.5]");
        foreach (var duplicate in Joints.GroupBy(joint => joint.Name).Where(group => group.Count() > 1))
            yield return new SettingFault("joints", $"'{duplicate.Key}' is listed {duplicate.Count()} times");
        foreach (var fault in Joints.SelectMany(JointFaults))
            yield return fault;
    }

    private (string Key, double Value)[] Times() =>
    [
        ("control_period", ControlPeriod), ("deadman_timeout", DeadmanTimeout), ("hold_after", HoldAfter),
        ("stop_after", StopAfter), ("observation_hold_after", ObservationHoldAfter),
        ("observation_stop_after", ObservationStopAfter), ("ramp_time", RampTime), ("future_tolerance", FutureTolerance),
    ];

    private static IEnumerable<SettingFault> JointFaults(JointLimits joint)
    {
        if (joint.Name.Length == 0)
            yield return new SettingFault("joints.name", "a joint has no name");
        if (!(double.IsFinite(joint.Low) && double.IsFinite(joint.High) && joint.Low < joint.High))
            yield return new SettingFault("joints.low", $"'{joint.Name}': [{joint.Low}, {joint.High}] is no range");
        (string Key, double Value)[] limits =
            [("velocity", joint.Velocity), ("acceleration", joint.Acceleration), ("step", joint.Step)];
        foreach (var (key, value) in limits)
            if (!(double.IsFinite(value) && value > 0))
                yield return new SettingFault($"joints.{key}", $"'{joint.Name}': {value} is no limit; give a number above zero");
    }
}

namespace Robotics.RobotBridge.Driving;

/// <summary>Joint targets over time: from where the joints were commanded, evenly to one target after the other.</summary>
/// <param name="Start">When it begins, monotonic: the moment that it was planned from.</param>
/// <param name="Period">Time between two targets.</param>
/// <param name="From">Where the joints were commanded before [J].</param>
/// <param name="Targets">[H][J]</param>
public sealed record PlannedMotion(TimeSpan Start, TimeSpan Period, double[] From, double[][] Targets)
{
    /// <summary>When the last target is due.</summary>
    public TimeSpan End => Start + Targets.Length * Period;

    /// <summary>Where the joints should be at a time [J]; the last target from <see cref="End"/> on.</summary>
    public double[] At(TimeSpan time)
    {
        var place = Math.Max(0, (time - Start) / Period);
        var row = (int)Math.Min(place, Targets.Length);
        if (row == Targets.Length)
            return Targets[^1];
        var (from, to, share) = (row == 0 ? From : Targets[row - 1], Targets[row], place - row);
        var positions = new double[to.Length];
        for (var joint = 0; joint < positions.Length; joint++)
            positions[joint] = from[joint] + share * (to[joint] - from[joint]);
        return positions;
    }
}

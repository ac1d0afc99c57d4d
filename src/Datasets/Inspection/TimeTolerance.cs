namespace Robotics.Datasets.Inspection;

/// <summary>How far a time stamp may be off its frame before LeRobot refuses the frame.</summary>
internal static class TimeTolerance
{
    public const string Explanation = "LeRobot tolerates 0.0001 s.";

    private const double Seconds = 1e-4;

    /// <summary>Whether a time stamp is near enough; single precision cannot hold large times any closer.</summary>
    public static bool Holds(double found, double expected) => Math.Abs(found - expected) <= Seconds + 1e-7 * Math.Abs(expected);
}

namespace Robotics.Policy.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether the two share no point.</summary>
    public bool IsApartFrom(Interval other) => Low > other.High || High < other.Low;
}

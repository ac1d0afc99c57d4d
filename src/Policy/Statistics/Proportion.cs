namespace Robotics.Policy.Statistics;

/// <summary>The range that every statistic of k successes in n episodes asks for.</summary>
internal static class Proportion
{
    public static void Check(int successes, int episodes, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, episodes);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence lies between 0 and 1.");
    }
}

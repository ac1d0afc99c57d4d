namespace Robotics.Policy.Statistics;

/// <summary>What two policies did on the same episodes, counted.</summary>
/// <param name="Both">Episodes that both solved.</param>
/// <param name="OnlyFirst">Episodes that only the first solved.</param>
/// <param name="OnlySecond">Episodes that only the second solved.</param>
/// <param name="Neither">Episodes that neither solved.</param>
public sealed record PairedOutcomes(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    /// <summary>n.</summary>
    public int Episodes => Both + OnlyFirst + OnlySecond + Neither;

    /// <summary>Successes of the first policy.</summary>
    public int First => Both + OnlyFirst;

    /// <summary>Successes of the second policy.</summary>
    public int Second => Both + OnlySecond;

    /// <summary>Counts two lists of outcomes, pair by pair.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static PairedOutcomes Count(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count)
            throw new ArgumentException($"{first.Count} outcomes cannot be paired with {second.Count}.", nameof(second));
        int both = 0, onlyFirst = 0, onlySecond = 0;
        for (var i = 0; i < first.Count; i++)
        {
            both += first[i] && second[i] ? 1 : 0;
            onlyFirst += first[i] && !second[i] ? 1 : 0;
            onlySecond += !first[i] && second[i] ? 1 : 0;
        }

        return new PairedOutcomes(both, onlyFirst, onlySecond, first.Count - both - onlyFirst - onlySecond);
    }
}

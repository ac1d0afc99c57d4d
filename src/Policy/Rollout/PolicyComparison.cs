using Robotics.Policy.Statistics;

namespace Robotics.Policy.Rollout;

/// <summary>Two policies over the same seeds.</summary>
/// <param name="FirstName">The baseline.</param>
/// <param name="SecondName">The policy that should be better.</param>
/// <param name="First">Success of the baseline.</param>
/// <param name="Second">Success of the other.</param>
/// <param name="Outcomes">The episodes counted in pairs.</param>
/// <param name="Difference">95 % interval of second minus first, Newcombe's paired score interval.</param>
/// <param name="PValue">Exact two-sided McNemar test.</param>
public sealed record PolicyComparison(
    string FirstName,
    string SecondName,
    SuccessRate First,
    SuccessRate Second,
    PairedOutcomes Outcomes,
    Interval Difference,
    double PValue)
{
    /// <summary>The level at which <see cref="Verdict"/> calls a difference shown.</summary>
    public const double Significance = 0.05;

    /// <summary>Fewer episodes than this make the verdict say how little they show.</summary>
    public const int FewEpisodes = 50;

    /// <summary>Second rate minus first rate.</summary>
    public double Gain => Second.Rate - First.Rate;

    /// <summary>Whether the two success intervals share no point: stricter than a significant difference.</summary>
    public bool IntervalsApart => First.Interval.IsApartFrom(Second.Interval);

    /// <summary>Compares results over the same seeds.</summary>
    /// <exception cref="ArgumentException">The seeds differ, or there is none.</exception>
    public static PolicyComparison Of(
        string firstName,
        IReadOnlyList<RolloutResult> first,
        string secondName,
        IReadOnlyList<RolloutResult> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var partners = second.ToDictionary(r => r.Seed);
        if (first.Count == 0 || first.Count != second.Count || !first.All(r => partners.ContainsKey(r.Seed)))
            throw new ArgumentException($"{firstName} and {secondName} did not run over the same seeds, so their episodes cannot be paired.");
        var outcomes = PairedOutcomes.Count([.. first.Select(r => r.Success)], [.. first.Select(r => partners[r.Seed].Success)]);
        return new PolicyComparison(
            firstName,
            secondName,
            SuccessRate.Of(first),
            SuccessRate.Of(second),
            outcomes,
            PairedDifference.Of(outcomes),
            McNemar.PValue(outcomes.OnlyFirst, outcomes.OnlySecond));
    }

    private string Probability => PValue < 1e-4 ? "p < 0.0001" : $"p = {PValue:0.####}";

    /// <summary>The result in a sentence or two, with everything needed to doubt it.</summary>
    public string Verdict
    {
        get
        {
            var (better, worse) = Gain >= 0 ? (SecondName, FirstName) : (FirstName, SecondName);
            var shown = PValue < Significance
                ? $"{better} is better than {worse}"
                : $"No difference between {SecondName} and {FirstName} is shown";
            var few = First.Episodes < FewEpisodes ? $" Only {First.Episodes} episodes: a gap of 20 points may be chance." : string.Empty;
            return $"{shown}: {SecondName} {Second}, {FirstName} {First}; difference {100 * Gain:+0.0;-0.0;0.0} points "
                + $"[{100 * Difference.Low:+0.0;-0.0;0.0}, {100 * Difference.High:+0.0;-0.0;0.0}], "
                + $"won {Outcomes.OnlySecond} and lost {Outcomes.OnlyFirst} of {Outcomes.Episodes} paired episodes, {Probability}.{few}";
        }
    }
}

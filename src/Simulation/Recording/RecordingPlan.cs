using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>
/// Every episode of a dataset, decided by the settings alone: splits one after the other, qualities shuffled within each.
/// </summary>
public static class RecordingPlan
{
    private const ulong OrderPurpose = 11, SeedPurpose = 12;
    private static readonly FailureMode[] AnyFailure =
        [FailureMode.Drops, FailureMode.Misses, FailureMode.StopsCarrying, FailureMode.StopsReaching];

    private static readonly FailureMode[] PartialFailure = [FailureMode.Drops, FailureMode.StopsCarrying];
    private static readonly FailureMode[] EarlyFailure = [FailureMode.Misses, FailureMode.StopsReaching];

    /// <summary>The episodes in order.</summary>
    public static IReadOnlyList<EpisodePlan> Of(RecordingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (string Split, List<(Quality Quality, FailureMode Failure)> Episodes)[] splits =
        [
            ("train", [.. Succeeding(settings.TrainFluent, settings.TrainHesitant), .. Failing(settings.TrainFailing, AnyFailure)]),
            ("holdout", [.. Succeeding(settings.HoldoutFluent, settings.HoldoutHesitant)]),
            ("rollouts",
            [
                .. Succeeding((settings.RolloutSuccess + 1) / 2, settings.RolloutSuccess / 2),
                .. Failing(settings.RolloutPartial, PartialFailure),
                .. Failing(settings.RolloutFailure, EarlyFailure),
            ]),
        ];
        var order = new SeededRandom(settings.Seed, OrderPurpose);
        var seeds = new SeededRandom(settings.Seed, SeedPurpose);
        var plan = new List<EpisodePlan>();
        foreach (var (split, episodes) in splits)
        {
            Shuffle(episodes, order);
            foreach (var (quality, failure) in episodes)
                plan.Add(new EpisodePlan(plan.Count, split, quality, failure, seeds.NextBits()));
        }

        return plan;
    }

    /// <summary>Name to episodes [From, To), without empty splits.</summary>
    public static IReadOnlyDictionary<string, (int From, int To)> Splits(IReadOnlyList<EpisodePlan> plan) => plan
        .GroupBy(episode => episode.Split)
        .ToDictionary(split => split.Key, split => (split.Min(e => e.Index), split.Max(e => e.Index) + 1));

    private static IEnumerable<(Quality, FailureMode)> Succeeding(int fluent, int hesitant) =>
        Enumerable.Repeat((Quality.Fluent, FailureMode.None), fluent)
            .Concat(Enumerable.Repeat((Quality.Hesitant, FailureMode.None), hesitant));

    private static IEnumerable<(Quality, FailureMode)> Failing(int count, FailureMode[] modes) =>
        Enumerable.Range(0, count).Select(i => (Quality.Failing, modes[i % modes.Length]));

    private static void Shuffle<T>(List<T> items, SeededRandom random)
    {
        for (int last = items.Count - 1; last > 0; last--)
        {
            int other = random.Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}

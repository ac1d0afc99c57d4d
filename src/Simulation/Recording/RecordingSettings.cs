using Robotics.Datasets.Configuration;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>How many demonstrations of which quality a dataset gets, split by split.</summary>
public sealed record RecordingSettings : ISettings
{
    /// <summary>Determines every episode.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Fluent demonstrations to learn from.</summary>
    public int TrainFluent { get; init; } = 60;

    /// <summary>Hesitant demonstrations to learn from.</summary>
    public int TrainHesitant { get; init; } = 60;

    /// <summary>Failing demonstrations to learn from.</summary>
    public int TrainFailing { get; init; } = 30;

    /// <summary>Fluent demonstrations to score reward models on.</summary>
    public int HoldoutFluent { get; init; } = 20;

    /// <summary>Hesitant demonstrations to score reward models on.</summary>
    public int HoldoutHesitant { get; init; } = 20;

    /// <summary>Episodes to be judged that succeed; half of them hesitant.</summary>
    public int RolloutSuccess { get; init; } = 12;

    /// <summary>Episodes to be judged that lift the cube but do not place it.</summary>
    public int RolloutPartial { get; init; } = 12;

    /// <summary>Episodes to be judged that never lift the cube.</summary>
    public int RolloutFailure { get; init; } = 12;

    /// <summary>Worker processes.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>The scene; its step limit does not apply to demonstrations.</summary>
    public PickPlaceSettings Task { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        (string Key, int Value)[] counts =
        [
            ("train_fluent", TrainFluent), ("train_hesitant", TrainHesitant), ("train_failing", TrainFailing),
            ("holdout_fluent", HoldoutFluent), ("holdout_hesitant", HoldoutHesitant), ("rollout_success", RolloutSuccess),
            ("rollout_partial", RolloutPartial), ("rollout_failure", RolloutFailure),
        ];
        foreach (var (key, value) in counts)
        {
            if (value is < 0 or > 100_000)
                yield return new SettingFault(key, $"{value} is outside 0 to 100000 episodes.");
        }

        if (counts.All(count => count.Value == 0))
            yield return new SettingFault("train_fluent", "no episode is asked for; give at least one count.");
        if (Workers is < 1 or > 64)
            yield return new SettingFault("workers", $"{Workers} is outside 1 to 64.");
        foreach (SettingFault fault in Task.Faults())
            yield return fault with { Key = "task." + fault.Key };
        if (Task.ImageSize % 2 != 0)
            yield return new SettingFault("task.image_size", $"{Task.ImageSize} is odd; video frames need even sides.");
        if (Task.Cameras.Count == 0)
            yield return new SettingFault("task.cameras", "a recording needs at least one camera.");
    }
}

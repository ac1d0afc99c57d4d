using Robotics.Datasets.Configuration;

namespace Robotics.Cli.Pipeline;

/// <summary>How policies are scored in simulation.</summary>
internal sealed record EvaluationSettings : ISettings
{
    /// <summary>Episodes per policy; every policy meets the same initial states.</summary>
    public int Episodes { get; init; } = 100;

    /// <summary>Seed of the first initial state; the others follow. Far from the seeds of the recordings.</summary>
    public ulong FirstSeed { get; init; } = 5_000_000;

    /// <summary>Simulators that run at the same time.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>The initial states.</summary>
    public IReadOnlyList<ulong> Seeds() => [.. Enumerable.Range(0, Episodes).Select(i => FirstSeed + (ulong)i)];

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Episodes is < 1 or > 100_000)
            yield return new SettingFault("episodes", $"{Episodes} is outside 1 to 100000.");
        if (Workers is < 1 or > 256)
            yield return new SettingFault("workers", $"{Workers} is outside 1 to 256.");
    }
}

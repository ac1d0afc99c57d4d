using Robotics.Datasets.Configuration;

namespace Robotics.Cli.Tests.Configuration;

public enum Execution { RecedingHorizon, TemporalEnsembling }

/// <summary>Settings with every shape that a configuration may have.</summary>
public sealed record ExampleSettings : ISettings
{
    public string Name { get; init; } = "example";
    public int Steps { get; init; } = 3000;
    public ulong Seed { get; init; } = 1000;
    public double LearningRate { get; init; } = 3e-4;
    public float Dropout { get; init; } = 0.1f;
    public bool Augment { get; init; } = true;
    public Execution Execution { get; init; }
    public string? Reward { get; init; }
    public int? Limit { get; init; }
    public IReadOnlyList<string> Cameras { get; init; } = ["front", "side"];
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int> { ["fluent"] = 10 };
    public ExamplePolicy Policy { get; init; } = ExamplePolicy.Shared;
    public ExamplePolicy? Second { get; init; }

    public IEnumerable<SettingFault> Faults()
    {
        if (Steps <= 0) yield return new("steps", "must be above 0.");
    }
}

/// <summary>A group inside.</summary>
public sealed record ExamplePolicy : ISettings
{
    public static readonly ExamplePolicy Shared = new();

    public int ChunkSize { get; init; } = 8;
    public IReadOnlyList<ExampleLayer> Layers { get; init; } = [];

    public IEnumerable<SettingFault> Faults()
    {
        if (ChunkSize < 1) yield return new("chunk_size", "must be at least 1.");
    }
}

/// <summary>An element of a list of groups.</summary>
public sealed record ExampleLayer
{
    public int Width { get; init; } = 64;
}

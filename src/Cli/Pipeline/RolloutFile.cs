using System.Text.Json;
using Robotics.Datasets.Files;
using Robotics.Policy.Rollout;

namespace Robotics.Cli.Pipeline;

/// <summary>How the episodes of one policy went, as JSON.</summary>
internal sealed class RolloutFile(string path)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Whether the evaluation was finished.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Reads all results.</summary>
    public IReadOnlyList<RolloutResult> Read() => JsonSerializer.Deserialize<RolloutResult[]>(File.ReadAllBytes(path), Format)!;

    /// <summary>Writes all results.</summary>
    public void Write(IReadOnlyList<RolloutResult> results)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, results, Format));
    }
}

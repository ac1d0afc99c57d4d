using Robotics.Benchmarks.Fuzz.Formats;
using Robotics.Benchmarks.Fuzz.Harness;

namespace Robotics.Benchmarks.Fuzz;

/// <summary>Every kind of file from strangers that the product reads.</summary>
public static class FuzzedFormats
{
    internal static IReadOnlyList<IFuzzedFormat> All { get; } = [new JsonFiles(), new ParquetFiles(), new VideoFiles(), new McapFiles()];

    /// <summary>What they are called.</summary>
    public static IReadOnlyList<string> Names => [.. All.Select(format => format.Name)];
}

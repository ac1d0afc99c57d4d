namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>How the readings of damaged files ended.</summary>
/// <param name="Format">Name of the format.</param>
/// <param name="Mutations">Damaged files that were read.</param>
/// <param name="Accepted">Those that could be read all the same.</param>
/// <param name="Refused">Those that gave an error naming the file.</param>
/// <param name="Faults">Crashes, hangs, too much memory and other exceptions, each with its mutation's number.</param>
/// <param name="PeakBytes">Largest resident memory of a reading process.</param>
/// <param name="Time">Taken by all of them.</param>
public sealed record FuzzReport(string Format, int Mutations, int Accepted, int Refused, IReadOnlyList<string> Faults, long PeakBytes, TimeSpan Time)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Format,-8} {Mutations} mutations: {Refused} refused, {Accepted} read, {Faults.Count} faults; peak {PeakBytes >> 20} MiB, {Time.TotalSeconds:F1} s";
}

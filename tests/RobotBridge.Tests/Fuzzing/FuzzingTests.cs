using Robotics.Benchmarks.Fuzz;
using Robotics.Benchmarks.Fuzz.Harness;

namespace Robotics.RobotBridge.Tests.Fuzzing;

/// <summary>A share of what <c>benchmarks/fuzz</c> runs: damaged files of every format end in an error that names the file.</summary>
public sealed class FuzzingTests
{
    private const int Mutations = 300;

    public static TheoryData<string> Formats => [.. FuzzedFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_files_are_refused_with_a_clear_error_or_read(string format)
    {
        var report = new FuzzRun(format, seed: 1).Run(0, Mutations, _ => { });
        Assert.Empty(report.Faults);
        Assert.Equal(Mutations, report.Accepted + report.Refused);
        Assert.InRange(report.Refused, Mutations / 4, Mutations);
    }
}

using Robotics.Policy.Statistics;

namespace Robotics.Cli.Reports.Content;

/// <summary>One evaluated policy.</summary>
/// <param name="Name">Short name, such as <c>RA-BC</c>.</param>
/// <param name="Description">Data, weights, chunk length, execution horizon.</param>
/// <param name="Successes">k.</param>
/// <param name="Episodes">n.</param>
/// <param name="Interval">95 % Clopper-Pearson interval of the success rate, in [0, 1].</param>
/// <param name="FailuresByStage">Failed episodes by the stage they stopped in, in the order of the task.</param>
public sealed record PolicyRow(
    string Name,
    string Description,
    int Successes,
    int Episodes,
    Interval Interval,
    IReadOnlyList<StageFailures> FailuresByStage)
{
    /// <summary>The policy that the run wants to show.</summary>
    public bool IsCandidate { get; init; }

    /// <summary>Shown beside the main comparison as a control: other settings, other weights.</summary>
    public bool IsControl { get; init; }

    /// <summary>Episodes that a simulator fault ended; they count as failures.</summary>
    public int Faults { get; init; }

    /// <summary>k / n.</summary>
    public double Rate => Episodes == 0 ? 0 : (double)Successes / Episodes;
}

/// <summary>Failed episodes that stopped in one stage.</summary>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Episodes">How many.</param>
public sealed record StageFailures(string Stage, int Episodes);

/// <summary>Two policies on the same initial states.</summary>
/// <param name="Baseline">Name of one.</param>
/// <param name="Candidate">Name of the other.</param>
/// <param name="Difference">Success rate of the candidate minus that of the baseline, in [-1, 1].</param>
/// <param name="Interval">95 % interval of the difference.</param>
/// <param name="IntervalMethod">How it was made.</param>
/// <param name="OnlyBaseline">Initial states that only the baseline solved.</param>
/// <param name="OnlyCandidate">Initial states that only the candidate solved.</param>
/// <param name="PValue">Exact McNemar test, two-sided.</param>
public sealed record PairedComparison(
    string Baseline,
    string Candidate,
    double Difference,
    Interval Interval,
    string IntervalMethod,
    int OnlyBaseline,
    int OnlyCandidate,
    double PValue);

/// <summary>A recorded episode of a policy.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Caption">Seed, camera, outcome.</param>
/// <param name="Success">Whether the task was done.</param>
/// <param name="Mp4">H.264 in MP4, small.</param>
public sealed record PolicyVideo(string Policy, string Caption, bool Success, byte[] Mp4);

using Robotics.Policy.Rollout;

namespace Robotics.Cli.Pipeline;

/// <summary>What an evaluation found.</summary>
/// <param name="Policies">Each policy by itself.</param>
/// <param name="Comparisons">The first policy against each of the others, on the same initial states.</param>
internal sealed record PolicyComparisonSummary(IReadOnlyList<PolicySummary> Policies, IReadOnlyList<PolicyComparison> Comparisons);

/// <summary>One policy's outcome.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Success">k of n with its interval.</param>
/// <param name="Failures">Where the others stopped.</param>
internal sealed record PolicySummary(string Name, SuccessRate Success, FailureBreakdown Failures);

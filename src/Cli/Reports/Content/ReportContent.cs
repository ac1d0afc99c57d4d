namespace Robotics.Cli.Reports.Content;

/// <summary>Everything that a report shows, as plain values; what is null or empty is left out of the page.</summary>
public sealed record ReportContent
{
    /// <summary>The subject, such as <c>pick_place</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What came out, in a sentence.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>How it was made.</summary>
    public required RunFacts Run { get; init; }

    /// <summary>Restrictions that a reader must know before any number, such as a toy size.</summary>
    public IReadOnlyList<string> Cautions { get; init; } = [];

    /// <summary>Every policy that was evaluated, the flattering settings and the others.</summary>
    public IReadOnlyList<PolicyRow> Policies { get; init; } = [];

    /// <summary>The two policies that the run is about, on the same initial states.</summary>
    public PairedComparison? Comparison { get; init; }

    /// <summary>Episodes chosen by rule, prediction beside the frames.</summary>
    public IReadOnlyList<EpisodeCurve> Curves { get; init; } = [];

    /// <summary>Which stage was taken for which.</summary>
    public StageConfusion? Confusion { get; init; }

    /// <summary>What the imitation weights made of single episodes.</summary>
    public IReadOnlyList<WeightedEpisode> WeightedEpisodes { get; init; } = [];

    /// <summary>The weights of the whole dataset in a few numbers.</summary>
    public WeightSummary? Weights { get; init; }

    /// <summary>A video of each policy.</summary>
    public IReadOnlyList<PolicyVideo> Videos { get; init; } = [];

    /// <summary>Reward models side by side; one of the rows is the clock.</summary>
    public RewardTable? Rewards { get; init; }

    /// <summary>Rollouts judged by predicted progress alone.</summary>
    public RolloutVerdicts? Rollouts { get; init; }

    /// <summary>What every step cost.</summary>
    public IReadOnlyList<StepCost> Steps { get; init; } = [];

    /// <summary>Definitions, sizes, and what was left out and why.</summary>
    public IReadOnlyList<ReportNote> Notes { get; init; } = [];
}

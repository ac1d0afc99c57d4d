namespace Robotics.Cli.Reports.Content;

/// <summary>Frames by true stage (rows) and predicted stage (columns).</summary>
/// <param name="Stages">Names in order [K].</param>
/// <param name="Counts">[K, K]</param>
public sealed record StageConfusion(IReadOnlyList<string> Stages, long[,] Counts)
{
    /// <summary>Share of frames on the diagonal.</summary>
    public double Accuracy
    {
        get
        {
            var right = Enumerable.Range(0, Stages.Count).Sum(i => Counts[i, i]);
            var all = Counts.Cast<long>().Sum();
            return all == 0 ? 0 : (double)right / all;
        }
    }
}

/// <summary>Rollouts judged success, partial success or failure from predicted progress alone.</summary>
/// <param name="Outcomes">Names of the outcomes, such as success, partial, failure.</param>
/// <param name="Counts">Rollouts by true outcome (rows) and judged outcome (columns).</param>
/// <param name="Rho">(right - wrong) / all.</param>
public sealed record RolloutVerdicts(IReadOnlyList<string> Outcomes, long[,] Counts, double Rho);

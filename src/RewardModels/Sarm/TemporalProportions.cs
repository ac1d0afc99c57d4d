using Robotics.Datasets;

namespace Robotics.RewardModels.Sarm;

/// <summary>
/// The share of the task's time that each stage takes on average, which turns stage k and τ into one progress
/// y = P_k + α_k τ, P_k = Σ_{j&lt;k} α_j (equation 2 of the paper, stages counted from 0).
/// </summary>
public sealed class TemporalProportions
{
    private readonly double[] _borders;

    /// <summary>Takes shares of any positive sum.</summary>
    /// <exception cref="ArgumentException">A share is negative or not finite, or all are zero.</exception>
    public TemporalProportions(IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var sum = shares.Sum();
        if (shares.Any(s => !double.IsFinite(s) || s < 0) || sum <= 0)
            throw new ArgumentException("Temporal proportions are not negative, and at least one is positive.", nameof(shares));
        Shares = shares.Select(s => s / sum).ToArray();
        _borders = new double[shares.Count + 1];
        for (var k = 0; k < shares.Count; k++)
            _borders[k + 1] = _borders[k] + Shares[k];
        _borders[^1] = 1;
    }

    /// <summary>α [K], summing to one.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>Progress at which each stage starts, and 1 [K + 1].</summary>
    public IReadOnlyList<double> Borders => _borders;

    /// <summary>Mean over the episodes of each stage's share of the frames: α_k = (1/M) Σ_i L_ik / T_i (equation 1).</summary>
    public static TemporalProportions Of(IEnumerable<(IReadOnlyList<StageAnnotation> Stages, int Length)> episodes, IReadOnlyList<string> stages)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(stages);
        var index = stages.Select((name, k) => (name, k)).ToDictionary(p => p.name, p => p.k);
        var shares = new double[stages.Count];
        foreach (var (annotations, length) in episodes)
            foreach (var annotation in annotations)
                shares[index[annotation.Name]] += (annotation.End - annotation.Start) / (double)length;
        return new TemporalProportions(shares);
    }

    /// <summary>Progress of a point inside a stage.</summary>
    /// <param name="stage">k</param>
    /// <param name="fraction">τ in [0, 1]</param>
    public double Progress(int stage, double fraction) =>
        _borders[stage] + Math.Clamp(fraction, 0, 1) * (_borders[stage + 1] - _borders[stage]);

    /// <summary>The stage in which a progress lies; on a border, the stage that starts there.</summary>
    public int StageOf(double progress)
    {
        for (var k = Shares.Count - 1; k > 0; k--)
            if (progress >= _borders[k])
                return k;
        return 0;
    }
}

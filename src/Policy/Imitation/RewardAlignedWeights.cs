using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>
/// The weight of every frame of a dataset in reward-aligned behaviour cloning (RA-BC, SARM paper arXiv 2509.25358,
/// section 3.3): how much progress the demonstration makes over the next action chunk. A frame whose chunk moves the
/// task on counts fully, one that goes nowhere counts in part, one that goes backwards does not count.
/// </summary>
public sealed class RewardAlignedWeights
{
    /// <summary>Below this mean weight most of the data is thrown away.</summary>
    public const double HealthyMeanLow = 0.3;

    /// <summary>Above this mean weight nearly everything counts fully, and RA-BC is plain behaviour cloning.</summary>
    public const double HealthyMeanHigh = 0.8;

    private readonly float[][] _weights;

    private RewardAlignedWeights(float[][] weights, double deltaMean, double deltaStd)
    {
        _weights = weights;
        (DeltaMean, DeltaStd) = (deltaMean, deltaStd);
        double sum = 0, squares = 0;
        long count = 0, zeros = 0, full = 0;
        foreach (var episode in weights)
        {
            foreach (var weight in episode)
            {
                sum += weight;
                squares += (double)weight * weight;
                zeros += weight == 0 ? 1 : 0;
                full += weight == 1 ? 1 : 0;
            }

            count += episode.Length;
        }

        Frames = count;
        Mean = sum / count;
        EffectiveSampleSize = squares > 0 ? sum * sum / squares : 0;
        (ZeroShare, FullShare) = ((double)zeros / count, (double)full / count);
    }

    /// <summary>Weights of one episode [T] in [0, 1]; episodes in the order they were given.</summary>
    public float[] this[int episode] => _weights[episode];

    /// <summary>Number of episodes.</summary>
    public int Episodes => _weights.Length;

    /// <summary>Frames in all episodes together, N.</summary>
    public long Frames { get; }

    /// <summary>Mean weight; healthy between <see cref="HealthyMeanLow"/> and <see cref="HealthyMeanHigh"/>.</summary>
    public double Mean { get; }

    /// <summary>(sum w)^2 / sum w^2: so many equally weighted frames carry the same information; 1 to N, 0 where no frame counts.</summary>
    public double EffectiveSampleSize { get; }

    /// <summary>Mean of the progress per chunk, before it is clamped to zero.</summary>
    public double DeltaMean { get; }

    /// <summary>Population standard deviation of the progress per chunk.</summary>
    public double DeltaStd { get; }

    /// <summary>Share of frames with weight 0.</summary>
    public double ZeroShare { get; }

    /// <summary>Share of frames with weight 1.</summary>
    public double FullShare { get; }

    /// <summary>What is suspicious about the weights, and what to change; null where they look healthy.</summary>
    public string? Warning => Mean switch
    {
        < HealthyMeanLow =>
            $"The mean weight is {Mean:0.00}, below {HealthyMeanLow}: most frames hardly count. Lower kappa, or look at the progress curves.",
        > HealthyMeanHigh =>
            $"The mean weight is {Mean:0.00}, above {HealthyMeanHigh}: nearly every frame counts fully. Raise kappa to above {DeltaMean:0.000}, the mean progress per chunk.",
        _ => null,
    };

    /// <summary>
    /// r_t = phi(min(t + delta, T - 1)) - phi(t); mu = max(mean r, 0) and sigma over the whole dataset;
    /// w_t = 1 where r_t > kappa, clip((r_t - (mu - 2 sigma)) / (4 sigma + epsilon), 0, 1) where 0 &lt;= r_t &lt;= kappa,
    /// and 0 where r_t &lt; 0.
    /// </summary>
    /// <param name="progressPerEpisode">Progress per frame of every episode, each [T].</param>
    /// <param name="delta">Frames to look ahead: the policy's chunk size.</param>
    /// <param name="kappa">Progress per chunk above which a frame counts fully.</param>
    /// <param name="epsilon">Keeps the division finite where all progress is equal.</param>
    /// <param name="episodeNumbers">What an error message calls the episodes; their positions by default.</param>
    /// <exception cref="DataException">Progress is missing or not finite; names episode and frame.</exception>
    public static RewardAlignedWeights Compute(
        IReadOnlyList<float[]> progressPerEpisode,
        int delta,
        double kappa = 0.01,
        double epsilon = 1e-6,
        IReadOnlyList<int>? episodeNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(progressPerEpisode);
        ArgumentOutOfRangeException.ThrowIfLessThan(delta, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(kappa);
        if (epsilon is not > 0)
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon is positive.");
        Check(progressPerEpisode, episodeNumbers);

        var gains = progressPerEpisode.Select(progress => Gains(progress, delta)).ToArray();
        var count = gains.Sum(g => (double)g.Length);
        var mean = gains.Sum(g => g.Sum()) / count;
        var std = Math.Sqrt(gains.Sum(g => g.Sum(r => (r - mean) * (r - mean))) / count);
        var (mu, sigma) = (Math.Max(mean, 0), Math.Max(std, epsilon));
        var weights = gains.Select(g => Array.ConvertAll(g, r => (float)Weight(r, mu, sigma, kappa, epsilon))).ToArray();
        return new RewardAlignedWeights(weights, mean, std);
    }

    /// <summary>Scales the weights of a batch so that they sum to its size: w * B / (sum w + epsilon).</summary>
    /// <param name="weights">Weights of the batch [B], replaced by the scaled ones.</param>
    /// <param name="epsilon">As in <see cref="Compute"/>.</param>
    /// <exception cref="DataException">A weight is not finite or negative, or all are zero: such a batch has nothing to teach.</exception>
    public static void NormalizeBatch(Span<float> weights, double epsilon = 1e-6)
    {
        double sum = 0;
        foreach (var weight in weights)
        {
            if (!float.IsFinite(weight) || weight < 0)
                throw new DataException($"A batch holds the weight {weight}; weights are finite and not negative. Compute them again from the progress file.");
            sum += weight;
        }

        if (sum == 0)
            throw new DataException($"All {weights.Length} weights of a batch are zero, so it cannot teach anything. Lower kappa, enlarge the batch, or look at the progress curves.");
        var scale = weights.Length / (sum + epsilon);
        foreach (ref var weight in weights)
            weight = (float)(weight * scale);
    }

    private static double[] Gains(float[] progress, int delta)
    {
        var gains = new double[progress.Length];
        for (var t = 0; t < gains.Length; t++)
            gains[t] = (double)progress[(int)Math.Min((long)t + delta, gains.Length - 1)] - progress[t];
        return gains;
    }

    private static double Weight(double gain, double mu, double sigma, double kappa, double epsilon) => gain switch
    {
        < 0 => 0,
        _ when gain > kappa => 1,
        _ => Math.Clamp((gain - (mu - (2 * sigma))) / ((4 * sigma) + epsilon), 0, 1),
    };

    private static void Check(IReadOnlyList<float[]> progressPerEpisode, IReadOnlyList<int>? episodeNumbers)
    {
        if (progressPerEpisode.Count == 0)
            throw new DataException("There is no episode to weigh. Choose a split that holds demonstrations.");
        for (var episode = 0; episode < progressPerEpisode.Count; episode++)
        {
            var progress = progressPerEpisode[episode];
            var number = episodeNumbers is null ? episode : episodeNumbers[episode];
            if (progress.Length == 0)
                throw new DataException($"Episode {number} has no progress. Relabel the dataset with the reward model.");
            var bad = Array.FindIndex(progress, value => !float.IsFinite(value));
            if (bad >= 0)
                throw new DataException($"Episode {number}, frame {bad}: progress is {progress[bad]}. Relabel the dataset with the reward model.");
        }
    }
}

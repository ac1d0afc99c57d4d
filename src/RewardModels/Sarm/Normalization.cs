namespace Robotics.RewardModels.Sarm;

/// <summary>Mean and scale per dimension, with which inputs become comparable: (x - mean) / scale.</summary>
/// <param name="Mean">[N]</param>
/// <param name="Scale">[N], positive.</param>
public sealed record Normalization(float[] Mean, float[] Scale)
{
    /// <summary>
    /// Statistics of rows. A tenth of the average deviation is added to every scale, so that dimensions which hardly
    /// move are not blown up into noise.
    /// </summary>
    /// <param name="length">Dimensions N of a row.</param>
    /// <param name="rows">Fills one row at a time and returns false after the last.</param>
    internal static Normalization Of(int length, Func<Span<float>, bool> rows)
    {
        var row = new float[length];
        var (mean, square, count) = (new double[length], new double[length], 0L);
        while (rows(row))
        {
            count++;
            for (var i = 0; i < length; i++)
            {
                var step = row[i] - mean[i];
                mean[i] += step / count;
                square[i] += step * (row[i] - mean[i]);
            }
        }
        var deviation = square.Select(s => Math.Sqrt(s / Math.Max(1, count))).ToArray();
        var floor = length == 0 ? 0 : 0.1 * deviation.Average() + 1e-6;
        return new Normalization(mean.Select(m => (float)m).ToArray(), deviation.Select(d => (float)(d + floor)).ToArray());
    }
}

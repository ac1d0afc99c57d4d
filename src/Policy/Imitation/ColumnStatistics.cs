using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>Mean, deviation and range of the columns of many tables, accumulated table by table.</summary>
internal sealed class ColumnStatistics
{
    private readonly double[] _sum;
    private readonly double[] _squares;
    private readonly double[] _origin;
    private long _count;

    /// <summary>Takes the number of columns, and an origin near the data, from the first table.</summary>
    public ColumnStatistics(float[,] first)
    {
        var columns = first.GetLength(1);
        (_sum, _squares, _origin) = (new double[columns], new double[columns], new double[columns]);
        (Low, High) = (Enumerable.Repeat(float.PositiveInfinity, columns).ToArray(), Enumerable.Repeat(float.NegativeInfinity, columns).ToArray());
        for (var i = 0; i < columns && first.GetLength(0) > 0; i++)
            _origin[i] = first[0, i];
    }

    public float[] Low { get; }

    public float[] High { get; }

    public float[] Mean => [.. _sum.Select((sum, i) => (float)(_origin[i] + (sum / _count)))];

    /// <summary>Population deviation, at least <see cref="Normalization.SmallestStd"/>.</summary>
    public float[] Std => [.. _sum.Select((sum, i) => Math.Max(
        Normalization.SmallestStd, (float)Math.Sqrt(Math.Max(0, (_squares[i] / _count) - (sum / _count * (sum / _count))))))];

    public void Add(float[,] table, string what, int episode)
    {
        if (table.GetLength(1) != _sum.Length)
            throw new DataException($"Demonstration {episode} has {table.GetLength(1)} numbers per {what}, the first one has {_sum.Length}. Use demonstrations of one robot.");
        for (var row = 0; row < table.GetLength(0); row++)
        {
            for (var i = 0; i < _sum.Length; i++)
            {
                var value = table[row, i];
                if (!float.IsFinite(value))
                    throw new DataException($"Demonstration {episode}, frame {row}: number {i} of the {what} is {value}. Leave the episode out or record it again.");
                _sum[i] += value - _origin[i];
                _squares[i] += (value - _origin[i]) * (value - _origin[i]);
                (Low[i], High[i]) = (Math.Min(Low[i], value), Math.Max(High[i], value));
            }
        }

        _count += table.GetLength(0);
    }
}

using System.Globalization;

namespace Robotics.Datasets.Sharding;

/// <summary>One of several parts that the episodes of a dataset are shared out in.</summary>
/// <param name="Index">Counted from 0.</param>
/// <param name="Count">Number of parts.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>More parts than this are a mistake.</summary>
    public const int MaximumCount = 100_000;

    /// <summary>Everything at once.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Reads <c>i/n</c> with 0 &lt;= i &lt; n; null where the text is something else.</summary>
    public static Shard? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var index, var count]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && i < n && n <= MaximumCount
                ? new Shard(i, n)
                : null;
    }

    /// <summary><c>i/n</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}

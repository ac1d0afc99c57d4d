using System.Globalization;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The wanted numbers of a message.</summary>
/// <param name="Stamp">Of its header, nanoseconds; zero where the type has none.</param>
/// <param name="Values">In the order of the vector; null where one is missing or not finite.</param>
/// <param name="Frame">Coordinate frame of the numbers; empty where the type has none that matters.</param>
/// <param name="Content">What the message has instead; empty where the values are there.</param>
internal readonly record struct MessageValues(long Stamp, float[]? Values, string Frame, string Content)
{
    private const int MostListed = 16;

    /// <summary>A message that has them.</summary>
    public static MessageValues Of(long stamp, double[] values, string frame = "") => new(stamp, Array.ConvertAll(values, value => (float)value), frame, "");

    /// <summary>A message that does not.</summary>
    /// <param name="content">All numbers that it has.</param>
    /// <param name="of">What they are of.</param>
    public static MessageValues Unusable(double[] content, string of = "") => Unusable($"the numbers {Listed(content)}{of}");

    /// <summary>A message that does not.</summary>
    /// <param name="content">What it has instead.</param>
    public static MessageValues Unusable(string content) => new(0, null, "", content);

    /// <summary>A message about other things, which others share the topic for.</summary>
    public static MessageValues Elsewhere => new(0, null, "", "");

    /// <summary>Numbers for messages; of many the first.</summary>
    public static string Listed(IEnumerable<double> values)
    {
        var first = values.Take(MostListed + 1).Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)).ToArray();
        return $"[{string.Join(", ", first.Take(MostListed))}{(first.Length > MostListed ? ", ..." : "")}]";
    }
}

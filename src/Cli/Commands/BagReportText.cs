using System.Globalization;
using System.Text;
using Robotics.Cli.Reports;
using Robotics.RobotBridge.Recordings;

namespace Robotics.Cli.Commands;

/// <summary>What was found in an imported recording, in a few lines.</summary>
internal static class BagReportText
{
    // more gaps than this are told by their number alone
    private const int MostGaps = 10;

    public static string Write(BagReport report)
    {
        var text = new StringBuilder();
        var frames = report.EpisodeFrames.Sum();
        Line($"{report.Recording}: {frames} of {report.WantedFrames} frames in {Counted.Of(report.EpisodeFrames.Count, "episode")}; clock camera at {report.ClockRate:0.##} images a second");
        Line($"  spread     {report.SpreadMedian:0.0} ms between the views of a frame, at most {report.SpreadMax:0.0} ms");
        foreach (var (source, count) in report.Missed) Line($"  dropped    {count} frames without {source}");
        if (report.FramesInShortPieces > 0) Line($"  dropped    {report.FramesInShortPieces} frames in pieces too short for an episode");
        foreach (var gap in report.Gaps.Take(MostGaps))
            Line($"  gap        {gap.MissingFrames} frames after {gap.After:0.00} s ({gap.Seconds:0.00} s): {(gap.Splits ? "a new episode begins" : "closed, what follows moves up")}");
        if (report.Gaps.Count > MostGaps) Line($"  gaps       {report.Gaps.Count} in all, {report.Gaps.Sum(gap => gap.MissingFrames)} frames missing");
        foreach (var source in report.Sources) Line(Source(source));
        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }

    private static FormattableString Source(SourceReport source)
    {
        var notes = new StringBuilder();
        Note(source.Unstamped, "without stamp");
        Note(source.Late, "out of order");
        Note(source.Refused, "unusable");
        if (source.Refused > 0) notes.Append(CultureInfo.InvariantCulture, $" (the first: {source.FirstFault})");
        if (source.Delay is { } delay)
            notes.Append(CultureInfo.InvariantCulture, $", recorded {delay.Mean * 1000:0.0} ms after their stamps ({delay.Least * 1000:0.0} to {delay.Largest * 1000:0.0})");
        return $"  {source.Topic}: {source.Messages} messages, {source.Rate:0.#} a second{notes}";

        void Note(long count, string what)
        {
            if (count > 0) notes.Append(CultureInfo.InvariantCulture, $", {count} {what}");
        }
    }
}

using System.Text;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;
using Robotics.Cli.Reports.Sections;

namespace Robotics.Cli.Reports.Charts;

/// <summary>Predicted progress over time under its filmstrip, over bands of the true stages.</summary>
internal static class ProgressChart
{
    private const double FallThreshold = 0.02; // progress lost within half a second that counts as falling back
    private const double CalloutThreshold = 0.12;

    public static string Render(EpisodeCurve curve)
    {
        const double left = 40;
        var film = curve.Frames.Count == 0 ? 4 : Filmstrip.Size(curve.Frames.Count, PlotArea.ChartWidth - left - 8) + Filmstrip.Gap;
        var plot = new PlotArea(left, film, PlotArea.ChartWidth - left - 8, 190, curve.Timestamps[^1], 0, 1);
        var hasLane = curve.PredictedStages.Length > 0;
        var axes = plot with { Height = plot.Height + (hasLane ? 18 : 4) };
        var svg = new StringBuilder(PlotArea.Open(axes.Bottom + 22, $"Predicted progress of {curve.Title}"));
        svg.Append(Bands(curve, plot)).Append(plot.Grid(0, 0.25, 0.5, 0.75, 1));
        if (hasLane) svg.Append(PredictedLane(curve, plot));
        svg.Append(axes.TimeAxis());
        svg.Append(Filmstrip.Render(curve.Frames, plot, curve.Timestamps, curve.Predicted));
        if (curve.Truth is { } truth) svg.Append(plot.Line(curve.Timestamps, truth, "line truth"));
        svg.Append(plot.Line(curve.Timestamps, curve.Predicted, "line predicted"));
        svg.Append(Falls(curve, plot)).Append(Callout(curve, plot));
        svg.Append($"<g class=\"cursor\" data-left=\"{Html.Px(plot.Left)}\" data-width=\"{Html.Px(plot.Width)}\"><line y1=\"{Html.Px(plot.Top)}\" y2=\"{Html.Px(plot.Bottom)}\"/><text y=\"{Html.Px(plot.Top + 12)}\"></text></g>");
        return svg.Append(PlotArea.Close).ToString();
    }

    private static string Bands(EpisodeCurve curve, PlotArea plot)
    {
        var svg = new StringBuilder();
        for (var i = 0; i < curve.Stages.Count; i++)
        {
            var stage = curve.Stages[i];
            var number = curve.StageNames.ToList().IndexOf(stage.Name);
            var from = plot.X(curve.Timestamps[Math.Clamp(stage.Start, 0, curve.Timestamps.Length - 1)]);
            var to = plot.X(curve.Timestamps[Math.Clamp(stage.End, 0, curve.Timestamps.Length - 1)]);
            var label = to - from > 6.5 * stage.Name.Length ? stage.Name : to - from > 14 ? $"{number + 1}" : "";
            svg.Append($"<rect class=\"band stage{Math.Max(0, number) % StageLegend.Colours}\" x=\"{Html.Px(from)}\" y=\"{Html.Px(plot.Top)}\" width=\"{Html.Px(Math.Max(0, to - from))}\" height=\"{Html.Px(plot.Height)}\"><title>{Html.Text(stage.Name)}</title></rect>");
            svg.Append($"<text class=\"tick band-name\" x=\"{Html.Px((from + to) / 2)}\" y=\"{Html.Px(plot.Bottom - 6)}\" text-anchor=\"middle\">{Html.Text(label)}</text>");
        }
        return svg.ToString();
    }

    // the model's own stages as a strip under the bands of the true ones
    private static string PredictedLane(EpisodeCurve curve, PlotArea plot)
    {
        var svg = new StringBuilder();
        for (int start = 0, t = 1; t <= curve.PredictedStages.Length; t++)
        {
            if (t < curve.PredictedStages.Length && curve.PredictedStages[t] == curve.PredictedStages[start]) continue;
            var (from, to) = (plot.X(curve.Timestamps[start]), plot.X(curve.Timestamps[Math.Min(t, curve.Timestamps.Length - 1)]));
            svg.Append($"<rect class=\"stage{curve.PredictedStages[start] % StageLegend.Colours}\" x=\"{Html.Px(from)}\" y=\"{Html.Px(plot.Bottom + 4)}\" width=\"{Html.Px(to - from)}\" height=\"10\"><title>predicted stage</title></rect>");
            start = t;
        }
        return svg.ToString();
    }

    private static string Falls(EpisodeCurve curve, PlotArea plot)
    {
        var svg = new StringBuilder();
        var window = Window(curve, seconds: 0.5);
        var falling = Enumerable.Range(0, curve.Predicted.Length)
            .Select(t => curve.Predicted[t] < curve.Predicted[Math.Max(0, t - window)] - FallThreshold)
            .ToArray();
        for (int start = 0, t = 1; t <= falling.Length; t++)
        {
            if (t < falling.Length && falling[t] == falling[start]) continue;
            if (falling[start])
            {
                var first = Math.Max(0, start - 1);
                svg.Append(plot.Line(curve.Timestamps[first..t], curve.Predicted[first..t], "line falling"));
            }
            start = t;
        }
        return svg.ToString();
    }

    // the deepest fall within 1.5 s is said in words
    private static string Callout(EpisodeCurve curve, PlotArea plot)
    {
        var window = Window(curve, seconds: 1.5);
        var (from, to, loss) = (0, 0, 0f);
        for (var t = 0; t < curve.Predicted.Length; t++)
        {
            for (var s = Math.Max(0, t - window); s < t; s++)
            {
                if (curve.Predicted[s] - curve.Predicted[t] > loss) (from, to, loss) = (s, t, curve.Predicted[s] - curve.Predicted[t]);
            }
        }
        if (loss < CalloutThreshold) return "";
        var seconds = curve.Timestamps[to] - curve.Timestamps[from];
        var anchor = plot.X(curve.Timestamps[to]) > plot.Right - 120 ? "end" : "start";
        var shift = anchor == "end" ? -8 : 8;
        return $"<text class=\"callout\" x=\"{Html.Px(plot.X(curve.Timestamps[to]) + shift)}\" y=\"{Html.Px(Math.Min(plot.Bottom - 20, plot.Y(curve.Predicted[to]) + 14))}\" text-anchor=\"{anchor}\">{Html.Number(-loss, 2)} in {Html.Number(seconds, 1)} s</text>";
    }

    private static int Window(EpisodeCurve curve, double seconds)
    {
        var period = curve.Timestamps.Length > 1 ? curve.Timestamps[^1] / (curve.Timestamps.Length - 1) : 1;
        return Math.Max(1, (int)Math.Round(seconds / Math.Max(period, 1e-6)));
    }
}

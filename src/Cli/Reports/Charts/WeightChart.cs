using System.Text;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Charts;

/// <summary>Progress, its change over a chunk, and the weight made of it, one above the other on one time axis.</summary>
internal static class WeightChart
{
    public static string Render(WeightedEpisode episode, double? kappa)
    {
        const double left = 92;
        var width = PlotArea.ChartWidth - left - 8;
        var film = episode.Frames.Count == 0 ? 4 : Filmstrip.Size(episode.Frames.Count, width) + Filmstrip.Gap;
        var reach = Math.Max(0.02, Math.Max(kappa ?? 0, episode.Deltas.Max(Math.Abs))) * 1.1;
        var progress = new PlotArea(left, film, width, 110, episode.Timestamps[^1], 0, 1);
        var delta = progress with { Top = progress.Bottom + 16, Height = 70, MinY = -reach, MaxY = reach };
        var weight = progress with { Top = delta.Bottom + 16, Height = 34 };

        var svg = new StringBuilder(PlotArea.Open(weight.Bottom + 22, $"Progress, change and weight of {episode.Title}"));
        svg.Append(progress.Grid(0, 0.5, 1)).Append(Name("progress", progress));
        svg.Append(Filmstrip.Render(episode.Frames, progress, episode.Timestamps, episode.Progress, episode.Weights));
        svg.Append(progress.Line(episode.Timestamps, episode.Progress, "line predicted"));
        svg.Append(delta.Grid(0)).Append(Name("change", delta));
        if (kappa is { } k) svg.Append($"<line class=\"threshold\" x1=\"{Html.Px(left)}\" x2=\"{Html.Px(delta.Right)}\" y1=\"{Html.Px(delta.Y(k))}\" y2=\"{Html.Px(delta.Y(k))}\"/>");
        svg.Append(delta.Line(episode.Timestamps, episode.Deltas, "line delta"));
        svg.Append(Name("weight", weight)).Append(Bars(episode, weight)).Append(weight.TimeAxis());
        return svg.Append(PlotArea.Close).ToString();
    }

    private static string Name(string name, PlotArea plot) =>
        $"<text class=\"tick\" x=\"0\" y=\"{Html.Px(plot.Top + (plot.Height / 2) + 4)}\">{name}</text>";

    private static string Bars(WeightedEpisode episode, PlotArea plot)
    {
        var svg = new StringBuilder();
        for (var t = 0; t < episode.Weights.Length; t++)
        {
            var from = plot.X(episode.Timestamps[t]);
            var to = t + 1 < episode.Weights.Length ? plot.X(episode.Timestamps[t + 1]) : plot.Right;
            var dropped = episode.Weights[t] <= 0;
            var (top, height) = dropped ? (plot.Bottom - 5, 5) : (plot.Y(episode.Weights[t]), plot.Bottom - plot.Y(episode.Weights[t]));
            svg.Append($"<rect class=\"{(dropped ? "weight-none" : "weight")}\" x=\"{Html.Px(from)}\" y=\"{Html.Px(top)}\" width=\"{Html.Px(Math.Max(0.3, to - from - 0.3))}\" height=\"{Html.Px(height)}\"/>");
        }
        return svg.ToString();
    }
}

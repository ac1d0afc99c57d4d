using System.Text;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Charts;

/// <summary>How the episodes of each policy ended: done, or the stage they stopped in.</summary>
internal static class OutcomeChart
{
    private const double RowHeight = 30;

    public static string Render(IReadOnlyList<PolicyRow> policies)
    {
        var stages = policies.SelectMany(p => p.FailuresByStage).Select(f => f.Stage).Distinct().ToList();
        var svg = new StringBuilder(PlotArea.Open((RowHeight * policies.Count) + 4, "How the episodes of each policy ended"));
        for (var i = 0; i < policies.Count; i++) svg.Append(Row(policies[i], stages, (RowHeight * i) + 2));
        svg.Append(PlotArea.Close);
        var legend = string.Concat(stages.Select((stage, i) => $"<span class=\"item\"><span class=\"key stage{i % Sections.StageLegend.Colours}\"></span>stopped at: {Html.Text(stage)}</span> "));
        return $"{svg}\n<figcaption><span class=\"item\"><span class=\"key done\"></span>done</span> {legend}</figcaption>";
    }

    private static string Row(PolicyRow policy, List<string> stages, double y)
    {
        var row = new StringBuilder($"<text class=\"name\" x=\"0\" y=\"{Html.Px(y + 16)}\">{Html.Text(policy.Name)}</text>");
        var plot = new PlotArea(300, y, PlotArea.ChartWidth - 300, RowHeight - 8, Math.Max(1, policy.Episodes), 0, 1);
        double from = 0;
        Segment("done", policy.Successes, "done");
        foreach (var failures in policy.FailuresByStage)
            Segment($"stage{stages.IndexOf(failures.Stage) % Sections.StageLegend.Colours}", failures.Episodes, $"stopped at: {failures.Stage}");
        return row.ToString();

        void Segment(string style, int episodes, string title)
        {
            if (episodes <= 0) return;
            var width = plot.X(from + episodes) - plot.X(from);
            row.Append($"<rect class=\"{style}\" x=\"{Html.Px(plot.X(from))}\" y=\"{Html.Px(y)}\" width=\"{Html.Px(Math.Max(0.5, width - 1))}\" height=\"{Html.Px(plot.Height)}\"><title>{episodes} {Html.Text(title)}</title></rect>");
            if (width > 22) row.Append($"<text class=\"count\" x=\"{Html.Px(plot.X(from + (episodes / 2.0)))}\" y=\"{Html.Px(y + 15)}\" text-anchor=\"middle\">{episodes}</text>");
            from += episodes;
        }
    }
}

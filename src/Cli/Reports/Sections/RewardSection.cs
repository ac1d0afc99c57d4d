using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>Reward models side by side, the clock among them.</summary>
internal static class RewardSection
{
    public static string Render(ReportContent content)
    {
        if (content.Rewards is not { } table) return "";
        var heads = string.Concat(table.Metrics.Select(m => $"<th title=\"{Html.Text(m.Explanation)}\">{Html.Text(m.Title)} {(m.HigherIsBetter ? "↑" : "↓")}</th>"));
        var definitions = string.Concat(table.Metrics.Select(m => $"<li><b>{Html.Text(m.Title)}</b>: {Html.Text(m.Explanation)}</li>"));
        return $"""
            <section id="rewards">
            <h2>Reward models side by side</h2>
            <p>{Html.Text(table.Caption)} The clock, progress linear in time, is the baseline to beat: on a fluent episode it orders frames perfectly without looking.</p>
            <div class="scroll"><table class="numbers">
            <thead><tr><th>model</th>{heads}</tr></thead>
            <tbody>
            {string.Join('\n', table.Rows.Select(r => Row(r, table)))}
            </tbody>
            </table></div>
            <ul class="definitions">{definitions}</ul>
            </section>
            """;
    }

    private static string Row(RewardRow row, RewardTable table)
    {
        var cells = string.Concat(table.Metrics.Select(m => Cell(row, m, table)));
        return $"<tr{(row.IsCandidate ? " class=\"candidate\"" : "")}><th>{Html.Text(row.Name)}</th>{cells}</tr>";
    }

    private static string Cell(RewardRow row, RewardMetric metric, RewardTable table)
    {
        if (!row.Values.TryGetValue(metric.Key, out var value)) return "<td class=\"none\">–</td>";
        var interval = value.Interval is { } i ? $"<small>{Html.Number(i.Low, metric.Decimals)} – {Html.Number(i.High, metric.Decimals)}</small>" : "";
        var best = IsBest(value.Value, metric, table) ? " class=\"best\"" : "";
        return $"<td{best}>{Html.Number(value.Value, metric.Decimals)}{interval}</td>";
    }

    private static bool IsBest(double value, RewardMetric metric, RewardTable table)
    {
        var all = table.Rows.Where(r => r.Values.ContainsKey(metric.Key)).Select(r => r.Values[metric.Key].Value).Where(double.IsFinite).ToList();
        return all.Count > 1 && value == (metric.HigherIsBetter ? all.Max() : all.Min());
    }
}

using System.Text;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Charts;

/// <summary>Success rates with their intervals on one axis from 0 to 100 %.</summary>
internal static class SuccessChart
{
    private const double RowHeight = 58;
    private const double Top = 22;

    public static string Render(IReadOnlyList<PolicyRow> policies)
    {
        var height = Top + (RowHeight * policies.Count) + 8;
        var plot = new PlotArea(300, Top, 500, RowHeight * policies.Count, 1, 0, 1);
        var svg = new StringBuilder(PlotArea.Open(height, "Success rate of each policy with its 95 % interval"));
        foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            svg.Append($"<line class=\"grid\" x1=\"{Html.Px(plot.X(share))}\" x2=\"{Html.Px(plot.X(share))}\" y1=\"{Top}\" y2=\"{Html.Px(plot.Bottom)}\"/>");
            svg.Append($"<text class=\"tick\" x=\"{Html.Px(plot.X(share))}\" y=\"14\" text-anchor=\"middle\">{Html.Percent(share)}</text>");
        }
        for (var i = 0; i < policies.Count; i++) svg.Append(Row(policies[i], plot, Top + (RowHeight * i) + (RowHeight / 2)));
        return svg.Append(PlotArea.Close).ToString();
    }

    private static string Row(PolicyRow policy, PlotArea plot, double y)
    {
        var style = policy.IsCandidate ? "candidate" : policy.IsControl ? "control" : "baseline";
        var left = plot.X(policy.Interval.Low);
        var width = Math.Max(1, plot.X(policy.Interval.High) - left);
        var dot = plot.X(policy.Rate);
        var faults = policy.Faults > 0 ? $" ({policy.Faults} faults)" : "";
        return $"""
            <g class="policy {style}">
            <text class="name" x="0" y="{Html.Px(y - 8)}">{Html.Text(policy.Name)}</text>
            {Lines(policy.Description, y + 7)}
            <rect class="interval" x="{Html.Px(left)}" y="{Html.Px(y - 7)}" width="{Html.Px(width)}" height="14" rx="7"/>
            <circle class="rate" cx="{Html.Px(dot)}" cy="{Html.Px(y)}" r="6"/>
            <text class="value" x="{PlotArea.ChartWidth}" y="{Html.Px(y - 2)}" text-anchor="end">{Html.Percent(policy.Rate, 1)}</text>
            <text class="detail" x="{PlotArea.ChartWidth}" y="{Html.Px(y + 13)}" text-anchor="end">{policy.Successes} of {policy.Episodes}{faults}</text>
            </g>
            """;
    }

    // SVG does not break lines by itself
    private static string Lines(string text, double y)
    {
        const int longest = 48;
        var at = text.Length <= longest ? text.Length : text.LastIndexOf(' ', longest);
        if (at < 0) at = longest;
        var first = $"<text class=\"detail\" x=\"0\" y=\"{Html.Px(y)}\">{Html.Text(text[..at])}</text>";
        return at == text.Length ? first : $"{first}<text class=\"detail\" x=\"0\" y=\"{Html.Px(y + 13)}\">{Html.Text(text[at..].TrimStart())}</text>";
    }
}

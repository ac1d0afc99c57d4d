using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>The head of the page: what came out, and what to know before believing it.</summary>
internal static class VerdictSection
{
    public static string Render(ReportContent content)
    {
        var light = content.Verdict.Light;
        var cautions = string.Concat(content.Cautions.Select(c => $"<p class=\"caution\">{Html.Text(c)}</p>\n"));
        var detail = content.Verdict.Detail.Length > 0 ? $"<p class=\"lead\">{Html.Text(content.Verdict.Detail)}</p>\n" : "";
        return $"""
            <header>
            <p class="eyebrow">{Html.Text(content.Title)}</p>
            <h1><span class="light {light.ToString().ToLowerInvariant()}" role="img" aria-label="{Meaning(light)}"></span>{Html.Text(content.Verdict.Sentence)}</h1>
            {detail}{cautions}<p class="made"><code>{Html.Text(content.Run.Command)}</code> {(content.Run.Seed is { } seed ? $"seed {seed} · " : "")}{Html.Text(content.Run.Date)}</p>
            </header>
            """;
    }

    private static string Meaning(TrafficLight light) => light switch
    {
        TrafficLight.Green => "holds",
        TrafficLight.Amber => "not decided",
        _ => "fails",
    };
}

using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>What it cost, how it was done, and what it takes to get it again.</summary>
internal static class MethodSection
{
    public static string Render(ReportContent content) => $"""
        <section id="method">
        <h2>How it was made</h2>
        {Steps(content.Steps)}
        {string.Join('\n', content.Notes.Select(n => $"<p class=\"note\"><b>{Html.Text(n.Title)}.</b> {Html.Text(n.Text)}</p>"))}
        <dl>
        <dt>command</dt><dd><code>{Html.Text(content.Run.Command)}</code></dd>
        {(content.Run.Seed is { } seed ? $"<dt>seed</dt><dd>{seed}</dd>" : "")}
        <dt>machine</dt><dd>{Html.Text(content.Run.Machine)}</dd>
        {string.Join('\n', content.Run.Versions.Select(v => $"<dt>{Html.Text(v.Name)}</dt><dd>{Html.Text(v.Version)}</dd>"))}
        </dl>
        </section>
        """;

    private static string Steps(IReadOnlyList<StepCost> steps)
    {
        if (steps.Count == 0) return "";
        var longest = Math.Max(1e-9, steps.Max(s => s.Seconds));
        var rows = steps.Select(s => $"""
            <tr><th>{Html.Text(s.Title)}</th><td>{Duration(s.Seconds)}</td><td class="bar"><i style="width:{Html.Px(100 * s.Seconds / longest)}%"></i></td><td>{s.PeakMemoryMib:N0} MiB</td></tr>
            """);
        return $"""
            <div class="scroll"><table class="numbers steps">
            <thead><tr><th>step</th><th>time</th><th></th><th>peak memory</th></tr></thead>
            <tbody>
            {string.Join('\n', rows)}
            </tbody>
            <tfoot><tr><th>all</th><td>{Duration(steps.Sum(s => s.Seconds))}</td><td></td><td>{steps.Max(s => s.PeakMemoryMib):N0} MiB</td></tr></tfoot>
            </table></div>
            """;
    }

    private static string Duration(double seconds) =>
        seconds < 60 ? $"{Html.Number(seconds, 1)} s" : $"{(int)(seconds / 60)} min {(int)(seconds % 60):00} s";
}

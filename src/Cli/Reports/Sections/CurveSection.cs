using System.Text.Json;
using Robotics.Cli.Reports.Charts;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>Predicted progress beside the frames it was read from.</summary>
internal static class CurveSection
{
    public static string Render(ReportContent content)
    {
        if (content.Curves.Count == 0) return "";
        return $"""
            <section id="progress">
            <h2>Progress, frame by frame</h2>
            <p>{Choice(content.Curves)} Move over a chart to read it.</p>
            {string.Join('\n', content.Curves.Select(Figure))}
            </section>
            """;
    }

    private static string Choice(IReadOnlyList<EpisodeCurve> curves) => curves.Count < 3
        ? "All scored episodes are shown."
        : $"Episodes are chosen by rule, not by hand: the worst, the median and the best by mean absolute error against {Html.Text(curves[0].TruthName)}.";

    private static string Figure(EpisodeCurve curve)
    {
        var data = JsonSerializer.Serialize(new
        {
            seconds = curve.Timestamps.Select(t => Math.Round(t, 2)),
            predicted = curve.Predicted.Select(p => Math.Round(p, 3)),
            truth = curve.Truth?.Select(p => Math.Round(p, 3)),
        });
        var error = curve.Truth is { } truth ? $" · mean absolute error {Html.Number(MeanAbsoluteError(curve.Predicted, truth), 3)}" : "";
        return $"""
            <figure class="curve" data-series="{Html.Text(data)}">
            <h3><span class="rule">{Html.Text(curve.Rule)}</span> {Html.Text(curve.Title)}<span class="aside">{error}</span></h3>
            {ProgressChart.Render(curve)}
            <figcaption><span class="item"><span class="key predicted"></span>predicted</span> <span class="item"><span class="key falling"></span>falling</span> {Truth(curve)}{StageLegend.Render(curve.StageNames)}</figcaption>
            </figure>
            """;
    }

    private static string Truth(EpisodeCurve curve) =>
        curve.Truth is null ? "" : $"<span class=\"item\"><span class=\"key truth\"></span>{Html.Text(curve.TruthName)}</span> ";

    private static double MeanAbsoluteError(float[] predicted, float[] truth) =>
        predicted.Zip(truth, (p, t) => Math.Abs((double)p - t)).Average();
}

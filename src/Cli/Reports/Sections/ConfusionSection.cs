using Robotics.Cli.Reports.Charts;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>Which stage was taken for which, and rollouts judged from progress alone.</summary>
internal static class ConfusionSection
{
    public static string Render(ReportContent content)
    {
        if (content.Confusion is null && content.Rollouts is null) return "";
        return $"""
            <section id="stages">
            <h2>Stages and outcomes</h2>
            <div class="columns">
            {Stages(content.Confusion)}
            {Rollouts(content.Rollouts)}
            </div>
            </section>
            """;
    }

    private static string Stages(StageConfusion? confusion) => confusion is null ? "" : $"""
        <figure>
        <h3>Stage of every scored frame<span class="aside"> · {Html.Percent(confusion.Accuracy, 1)} right</span></h3>
        {MatrixChart.Render(confusion.Stages, confusion.Counts, "true stage", "predicted stage")}
        <figcaption>Rows sum to 100 %. Neighbouring stages are confused at their boundary, where a frame more or less is a matter of taste.</figcaption>
        </figure>
        """;

    private static string Rollouts(RolloutVerdicts? rollouts) => rollouts is null ? "" : $"""
        <figure>
        <h3>Outcome judged from predicted progress alone<span class="aside"> · ρ = {Html.Number(rollouts.Rho, 3)}</span></h3>
        {MatrixChart.Render(rollouts.Outcomes, rollouts.Counts, "true outcome", "judged outcome")}
        <figcaption>ρ = (right − wrong) / all rollouts.</figcaption>
        </figure>
        """;
}

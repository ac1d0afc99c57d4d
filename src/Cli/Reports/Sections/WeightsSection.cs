using Robotics.Cli.Reports.Charts;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;
using Robotics.Policy.Imitation;

namespace Robotics.Cli.Reports.Sections;

/// <summary>What reward-aligned imitation keeps of an episode and of the dataset.</summary>
internal static class WeightsSection
{
    public static string Render(ReportContent content)
    {
        if (content.WeightedEpisodes.Count == 0 && content.Weights is null) return "";
        return $"""
            <section id="weights">
            <h2>What the policy is asked to imitate</h2>
            {Summary(content.Weights)}
            <p>Frames that lead nowhere within the next chunk are weighed down; pictures fade with their weight.{Threshold(content.Weights)}</p>
            {string.Join('\n', content.WeightedEpisodes.Select(e => Figure(e, content.Weights?.Kappa)))}
            </section>
            """;
    }

    private static string Threshold(WeightSummary? weights) =>
        weights is null ? "" : $" Dashed: κ = {Html.Number(weights.Kappa, 3)}, from which a frame weighs one.";

    private static string Summary(WeightSummary? weights)
    {
        if (weights is null) return "";
        var groups = string.Concat(weights.Groups.Select(g =>
            $"<div><b>{Html.Number(g.Mean, 2)}</b><span>mean weight of {g.Episodes} {Html.Text(g.Name)} demonstrations</span></div>\n"));
        var caution = weights.Mean is >= RewardAlignedWeights.HealthyMeanLow and <= RewardAlignedWeights.HealthyMeanHigh
            ? ""
            : $"<p class=\"caution\">The mean weight lies outside {Html.Number(RewardAlignedWeights.HealthyMeanLow, 1)} to {Html.Number(RewardAlignedWeights.HealthyMeanHigh, 1)}: the weights keep nearly everything or nearly nothing.</p>\n";
        return $"""
            <div class="facts">
            <div><b>{Html.Number(weights.Mean, 2)}</b><span>mean weight of all {weights.Frames:N0} frames</span></div>
            {groups}<div><b>{Html.Percent(weights.ZeroShare)}</b><span>of the frames weigh nothing, {Html.Percent(weights.FullShare)} weigh one</span></div>
            <div><b>{Html.Percent(weights.EffectiveSampleSize / Math.Max(1, weights.Frames))}</b><span>effective sample size, share of all frames</span></div>
            </div>
            {caution}
            """;
    }

    private static string Figure(WeightedEpisode episode, double? kappa)
    {
        var dropped = episode.Weights.Count(w => w <= 0);
        return $"""
            <figure>
            <h3>{Html.Text(episode.Title)}<span class="aside"> · {dropped} of {episode.Weights.Length} frames weigh nothing</span></h3>
            {WeightChart.Render(episode, kappa)}
            </figure>
            """;
    }
}

using Robotics.Cli.Reports.Charts;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>Success of every policy with its interval, the paired comparison, and where the failures stopped.</summary>
internal static class SuccessSection
{
    public static string Render(ReportContent content)
    {
        if (content.Policies.Count == 0) return "";
        return $"""
            <section id="success">
            <h2>Success in simulation</h2>
            {Comparison(content.Comparison)}
            <figure>
            {SuccessChart.Render(content.Policies)}
            <figcaption>Share of episodes that ended with the task done; the bar is the 95 % Clopper-Pearson interval. All policies start from the same initial states.</figcaption>
            </figure>
            <h3>Where episodes ended</h3>
            <figure>
            {OutcomeChart.Render(content.Policies)}
            </figure>
            </section>
            """;
    }

    private static string Comparison(PairedComparison? pair)
    {
        if (pair is null) return "";
        var points = $"{Signed(pair.Difference)} points";
        return $"""
            <div class="facts">
            <div><b>{points}</b><span>{Html.Text(pair.Candidate)} minus {Html.Text(pair.Baseline)}</span></div>
            <div><b>{Signed(pair.Interval.Low)} to {Signed(pair.Interval.High)}</b><span>95 % interval of the difference ({Html.Text(pair.IntervalMethod)})</span></div>
            <div><b>{pair.OnlyCandidate} : {pair.OnlyBaseline}</b><span>initial states that only {Html.Text(pair.Candidate)} / only {Html.Text(pair.Baseline)} solved</span></div>
            <div><b>{PValue(pair.PValue)}</b><span>exact McNemar test, two-sided</span></div>
            </div>
            """;
    }

    private static string Signed(double share) => (share >= 0 ? "+" : "") + Html.Number(share * 100, 1);

    private static string PValue(double p) => p < 0.0001 ? "p &lt; 0.0001" : $"p = {Html.Number(p, 4)}";
}

using System.Text;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Sections;

namespace Robotics.Cli.Reports.Page;

/// <summary>One self-contained HTML page: styles, script, charts, pictures and videos are all inside it.</summary>
public static class ReportPage
{
    /// <summary>Renders the report; the verdict comes first.</summary>
    /// <exception cref="ArgumentException">The reward table lacks the clock, the baseline that every order metric must beat.</exception>
    public static string Render(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Rewards is { } rewards && !rewards.Rows.Any(r => r.IsClock))
            throw new ArgumentException("The reward table needs the clock as a row: an order metric says nothing without it.", nameof(content));

        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html.Text(content.Title)}</title>
            <style>{Resource("report.css")}</style>
            </head>
            <body>
            <main>

            """);
        string[] sections =
        [
            VerdictSection.Render(content),
            SuccessSection.Render(content),
            CurveSection.Render(content),
            ConfusionSection.Render(content),
            WeightsSection.Render(content),
            VideoSection.Render(content),
            RewardSection.Render(content),
            MethodSection.Render(content),
        ];
        page.AppendJoin('\n', sections.Where(s => s.Length > 0));
        page.Append($"""

            </main>
            <script>{Resource("report.js")}</script>
            </body>
            </html>

            """);
        return page.ToString();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

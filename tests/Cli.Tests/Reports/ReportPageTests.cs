using System.Text.RegularExpressions;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Tests.Reports;

public sealed class ReportPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_is_one_file_that_loads_nothing()
    {
        var page = ReportPage.Render(ExampleReport.Content(_folder));
        var addresses = Regex.Matches(page, "(?:href|src)=\"([^\"]{0,40})").Select(m => m.Groups[1].Value).ToList();
        Assert.True(addresses.Count > 30);
        Assert.All(addresses, a => Assert.StartsWith("data:", a, StringComparison.Ordinal));
        Assert.DoesNotContain("http", Regex.Replace(page, "base64,[^\"]+", ""), StringComparison.Ordinal);
        Assert.InRange(page.Length, 50_000, 6_000_000);
    }

    [Fact]
    public void Sections_stand_in_their_order_and_the_verdict_comes_first()
    {
        var page = ReportPage.Render(ExampleReport.Content(_folder));
        string[] order = ["<h1>", "id=\"success\"", "id=\"progress\"", "id=\"stages\"", "id=\"weights\"", "id=\"videos\"", "id=\"rewards\"", "id=\"method\""];
        var places = order.Select(o => page.IndexOf(o, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Text_from_outside_cannot_become_markup()
    {
        var page = ReportPage.Render(ExampleReport.Content(_folder));
        Assert.Contains("training seed &lt;b&gt;only&lt;/b&gt;", page);
        Assert.Contains("runs/my demo", page);
        Assert.DoesNotContain("<d0a5255b>", page);
    }

    [Fact]
    public void What_a_run_does_not_have_is_left_out()
    {
        var page = ReportPage.Render(new ReportContent
        {
            Title = "agilex-table",
            Verdict = new(TrafficLight.Amber, "One training episode."),
            Run = new("./robotics relabel", 1, "today", "here", []),
        });
        Assert.DoesNotContain("<svg", page);
        Assert.DoesNotContain("id=\"success\"", page);
    }

    [Fact]
    public void A_reward_table_without_the_clock_is_refused()
    {
        var content = ExampleReport.Content(_folder);
        var withoutClock = content with { Rewards = content.Rewards! with { Rows = content.Rewards.Rows.Where(r => !r.IsClock).ToList() } };
        Assert.Throws<ArgumentException>(() => ReportPage.Render(withoutClock));
    }

    [Fact]
    public void A_browser_shows_every_chart_plays_every_video_and_reports_no_error()
    {
        const string Probe = """
            <script>
            const svg = document.querySelector("figure.curve svg"), box = svg.getBoundingClientRect();
            svg.dispatchEvent(new PointerEvent("pointermove", { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }));
            document.body.dataset.cursor = svg.querySelector(".cursor text").textContent;
            document.body.dataset.overflow = document.documentElement.scrollWidth > innerWidth;
            document.body.dataset.drawn = [...document.querySelectorAll("figure svg")].filter(s => s.getBoundingClientRect().height > 30).length;
            document.body.dataset.undefinedNumbers = [...document.querySelectorAll("svg *")].filter(e => [...e.attributes].some(a => !a.value.startsWith("data:") && /NaN|Infinity/.test(a.value))).length;
            for (const video of document.querySelectorAll("video")) {
              const tell = () => video.dataset.seconds = video.duration;
              if (video.readyState > 0) tell(); else video.addEventListener("loadedmetadata", tell);
            }
            </script>
            """;
        var page = _folder.Write("report.html", ReportPage.Render(ExampleReport.Content(_folder)).Replace("</body>", Probe + "</body>", StringComparison.Ordinal));
        var (dom, console) = Browser.Open(page, _folder);
        Assert.Empty(console);
        Assert.Matches(@"data-cursor=""\d+\.\d s  frame \d+  predicted 0\.\d\d  true 0\.\d\d""", dom);
        Assert.Contains("data-drawn=\"8\"", dom); // success, outcomes, three curves, two matrices, weights
        Assert.Contains("data-undefined-numbers=\"0\"", dom);
        Assert.Contains("data-overflow=\"false\"", dom);
        Assert.Equal(2, Regex.Count(dom, "<video[^>]* data-seconds=\"4\""));
    }

    [Fact]
    public void The_console_check_sees_errors()
    {
        var page = _folder.Write("broken.html", "<!doctype html><script>undefinedFunction()</script>");
        Assert.Contains("undefinedFunction", Browser.Open(page, _folder).Console);
    }

    [Fact(Explicit = true)]
    public void Draws_the_example_to_look_at_it() // run with -explicit only; the page lies beside the tests
    {
        var page = Path.Combine(AppContext.BaseDirectory, "example-report.html");
        File.WriteAllText(page, ReportPage.Render(ExampleReport.Content(_folder)));
        Browser.Screenshot(page, Path.ChangeExtension(page, ".png"), height: 5600, _folder);
        Browser.Screenshot(page, Path.ChangeExtension(page, ".dark.png"), height: 2400, _folder, "--force-dark-mode", "--blink-settings=preferredColorScheme=0");
    }
}

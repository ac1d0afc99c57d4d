using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Robotics.Cli.Tests;
using Robotics.Cli.Tests.Reports;
using Robotics.Datasets;

namespace Robotics.EndToEnd;

public sealed class DemoTests(QuickDemo demo)
{
    [Fact]
    public void Every_step_leaves_its_cost_and_its_numbers()
    {
        var results = demo.Results;
        foreach (var step in new[] { "record", "features", "train_reward", "relabel", "train_policy", "evaluate" })
        {
            Assert.True(results["seconds"]![step]!.GetValue<double>() > 0, step);
            Assert.InRange(results["peak_memory_mib"]![step]!.GetValue<double>(), 50, 4096);
        }
        foreach (var name in new[] { "progress_mse", "stage_accuracy", "voc", "voc_reversed", "rollout_rho" })
        {
            Assert.True(double.IsFinite(results["reward"]![name]!.GetValue<double>()), name);
            Assert.True(double.IsFinite(results["reward"]!["clock"]![name]!.GetValue<double>()), name);
        }
        foreach (var policy in new[] { "bc", "ra_bc" })
        {
            var row = results["policy"]![policy]!;
            var (k, n) = (row["successes"]!.GetValue<int>(), row["episodes"]!.GetValue<int>());
            Assert.InRange((double)k / n, row["interval"]![0]!.GetValue<double>(), row["interval"]![1]!.GetValue<double>());
        }
    }

    [Fact]
    public void Every_bar_of_progress_reaches_its_end()
    {
        var lines = demo.Outcome.Error.Split('\n');
        Assert.Contains(lines, line => line.Contains("Score sarm: done"));
        Assert.DoesNotContain(lines, line => line.Contains("stopped at"));
    }

    [Fact]
    public void The_dataset_is_whole_and_every_frame_is_relabelled()
    {
        var dataset = LeRobotDataset.Open(demo.Dataset);
        Assert.Equal(dataset.Episodes.Count, dataset.EpisodesOnDisk.Count);
        var progress = SarmProgressFile.Read(Path.Combine(demo.Dataset, SarmProgressFile.FileName));
        var labels = FrameTable.Read(Path.Combine(demo.Dataset, "reward_labels.parquet"));
        foreach (var episode in dataset.Split("train"))
        {
            Assert.Equal(episode.Length, progress.Progress(episode).Length);
            Assert.All(progress.Progress(episode), p => Assert.InRange(p, 0, 1));
            Assert.All(labels.Slice(episode).Column("weight"), w => Assert.InRange(w, 0, 1));
            Assert.All(labels.Slice(episode).Column("reward"), r => Assert.True(float.IsFinite(r)));
        }
    }

    [Fact]
    public void The_report_holds_what_it_should_and_says_that_it_is_a_toy()
    {
        var page = File.ReadAllText(Path.Combine(demo.Run, "report.html"));
        Assert.True(page.IndexOf("<h1>", StringComparison.Ordinal) < page.IndexOf("<h2>", StringComparison.Ordinal));
        Assert.Contains("toy size", page);
        Assert.Contains("Clock: progress linear in time", page);
        foreach (var id in new[] { "success", "progress", "stages", "weights", "videos", "rewards", "method" }) Assert.Contains($"<section id=\"{id}\">", page);
        foreach (var rule in new[] { "worst", "median", "best" }) Assert.Contains($"<span class=\"rule\">{rule}</span>", page);
        foreach (var policy in new[] { "bc", "ra_bc" })
            Assert.Contains($"{demo.Results["policy"]![policy]!["successes"]} of {demo.Results["policy"]![policy]!["episodes"]}", page);
        Assert.True(Regex.Count(page, "data:image/jpeg") >= 3 * 6);
        Assert.InRange(page.Length, 100_000, 6_000_000);
    }

    [Fact]
    public void A_browser_shows_the_report_without_an_error_and_plays_a_video_of_each_policy()
    {
        using var folder = new TemporaryFolder();
        const string Probe = """
            <script>
            for (const video of document.querySelectorAll("video")) {
              const tell = () => video.dataset.seconds = video.duration;
              if (video.readyState > 0) tell(); else video.addEventListener("loadedmetadata", tell);
            }
            document.body.dataset.bad = [...document.querySelectorAll("svg *")].filter(e => [...e.attributes].some(a => !a.value.startsWith("data:") && /NaN|Infinity/.test(a.value))).length;
            </script>
            """;
        var page = folder.Write("report.html", File.ReadAllText(Path.Combine(demo.Run, "report.html")).Replace("</body>", Probe + "</body>", StringComparison.Ordinal));
        var (dom, console) = Browser.Open(page, folder);
        Assert.Empty(console);
        Assert.Contains("data-bad=\"0\"", dom);
        Assert.Equal(2, Regex.Count(dom, "<video[^>]* data-seconds=\"[0-9.]+\""));
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_refused_and_stays_as_it_is()
    {
        var before = File.GetLastWriteTimeUtc(Path.Combine(demo.Run, "report.html"));
        var outcome = RoboticsProcess.Run("demo", "--quick", "--output", demo.Run);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"./robotics demo --resume '{demo.Run}'", outcome.Error);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(demo.Run, "report.html")));
    }

    [Fact]
    public void Dataset_info_tells_what_was_recorded()
    {
        var outcome = RoboticsProcess.Run("dataset", "info", demo.Dataset, "--json");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        var info = JsonNode.Parse(outcome.Output)!;
        Assert.Equal(["front", "side", "wrist"], info["cameras"]!.AsArray().Select(c => (string)c!["name"]!).Order());
        Assert.Equal(5, info["stages"]!.AsArray().Count);
        Assert.Empty(info["missing_files"]!.AsArray());
    }
}

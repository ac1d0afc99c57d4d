using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Robotics.Cli.Tests;
using Robotics.Datasets;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.EndToEnd;

/// <summary>Two real recordings of a bimanual robot, from videos with key frames to a report, at a toy size.</summary>
public sealed class RealRecordingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_reward_model_of_one_recording_relabels_the_other_and_the_report_shows_it_both_ways_round()
    {
        var recordings = SharedData.Require("agilex-table");
        var table = _folder["table"];
        Succeeds("dataset", "import", recordings, table, "--robot-type", "agilex");
        var info = JsonNode.Parse(Succeeds("dataset", "info", table, "--json"))!;
        Assert.Equal((1277, 1715, 16), ((int)info["lengths"]!["shortest"]!, (int)info["lengths"]!["longest"]!, info["stages"]!.AsArray().Count));

        // tiny pictures and a handful of steps: this shows that the chain holds, not how well it works
        string[] tiny = ["--backbone.input_size=32", "--backbone.spatial_grid=1", "--backbone.batch_size=64"];
        Succeeds(["features", table, .. tiny]);
        foreach (var (learned, other, clockError) in new[] { (1, 2, 0.0199), (2, 1, 0.0208) })
        {
            var model = _folder[$"sarm {learned}"];
            Succeeds(
                ["train", "reward", "--dataset", table, "--split", $"episode_00{learned}", "--config", Path.Combine(RoboticsProcess.Root, "configs/rewards/sarm_agilex_table.yaml"),
                "--output", model, "--reward.steps=30", "--reward.warmup_steps=10", "--reward.batch_size=8", .. tiny]);
            Succeeds("relabel", "--dataset", table, "--model", model, "--split", $"episode_00{other}");
            LabelsAreWhole(table, other - 1);

            var run = _folder[$"evaluation {other}"];
            Succeeds("reward", "evaluate", model, "--dataset", table, "--split", $"episode_00{other}", "--output", run);
            var reward = QuickDemo.ResultsOf(run)["reward"]!;
            Assert.InRange((double)reward["progress_mse"]!, 0, 0.5);
            Assert.InRange((double)reward["stage_accuracy"]!, 0, 1);
            // the clock depends on nothing but the key frames
            Assert.Equal(clockError, (double)reward["clock"]!["progress_mse"]!, 1e-4);
            ReportHolds(File.ReadAllText(Path.Combine(run, "report.html")), $"episode_00{other}");
        }
    }

    private static void LabelsAreWhole(string table, int index)
    {
        var episode = LeRobotDataset.Open(table).Episodes[index];
        var progress = SarmProgressFile.Read(Path.Combine(table, SarmProgressFile.FileName)).Progress(episode);
        Assert.Equal(episode.Length, progress.Length);
        Assert.All(progress, p => Assert.InRange(p, 0, 1));
        Assert.True(progress.Distinct().Count() > episode.Length / 2);
        Assert.All(FrameTable.Read(Path.Combine(table, "reward_labels.parquet")).Slice(episode).Column("weight"), w => Assert.InRange(w, 0, 1));
    }

    private static void ReportHolds(string page, string recording)
    {
        Assert.Contains("On 1 episode that it never saw", page);
        Assert.Contains("trained on a single demonstration", page);
        Assert.Contains(recording, Regex.Match(page, "<h3><span class=\"rule\">only</span>.*?</h3>").Value);
        Assert.Equal(8, Regex.Count(page, "data:image/jpeg"));
        Assert.Contains("annotated stages, progress linear in time within each", page);
        Assert.Contains("Clock: progress linear in time", page);
        Assert.DoesNotContain("NaN", Regex.Replace(page, "base64,[^\"]+", ""));
    }

    private static string Succeeds(params string[] arguments)
    {
        var outcome = RoboticsProcess.Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }
}

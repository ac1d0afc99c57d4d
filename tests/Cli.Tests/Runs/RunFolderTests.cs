using System.Text.Json;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;

namespace Robotics.Cli.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private RunFolder Create(string name = "demo") => RunFolder.Create(_folder[name], "demo", "./robotics demo", "seed: 1\n", TimeProvider.System);

    [Fact]
    public void A_folder_that_holds_a_run_is_refused_with_the_command_that_continues_it()
    {
        Create().Dispose();
        var before = Directory.EnumerateFiles(_folder["demo"]).ToDictionary(f => f, File.ReadAllText);
        var error = Assert.Throws<RunException>(() => Create());
        Assert.Contains($"./robotics demo --resume {_folder["demo"]}", error.Message);
        Assert.Equal(before, Directory.EnumerateFiles(_folder["demo"]).ToDictionary(f => f, File.ReadAllText));
    }

    [Fact]
    public void A_folder_with_something_else_is_left_alone()
    {
        Directory.CreateDirectory(_folder["demo"]);
        _folder.Write("demo/thesis.txt", "mine");
        Assert.Contains("no run folder", Assert.Throws<RunException>(() => Create()).Message);
        Assert.Equal([_folder["demo/thesis.txt"]], Directory.EnumerateFileSystemEntries(_folder["demo"]));
    }

    [Fact]
    public void Only_the_command_that_made_a_run_continues_it()
    {
        Create("my run").Dispose();
        var error = Assert.Throws<RunException>(() => RunFolder.Resume(_folder["my run"], "train reward", "", TimeProvider.System));
        Assert.Contains($"./robotics demo --resume '{_folder["my run"]}'", error.Message);
        Assert.Throws<RunException>(() => RunFolder.Resume(_folder["elsewhere"], "demo", "", TimeProvider.System));
    }

    [Fact]
    public void Two_processes_never_share_a_run()
    {
        using var first = Create();
        var error = Assert.Throws<RunException>(() => RunFolder.Resume(_folder["demo"], "demo", "", TimeProvider.System));
        Assert.Contains("in use", error.Message);
    }

    [Fact]
    public void A_finished_step_is_not_done_again_and_a_failed_one_is()
    {
        var done = new List<string>();
        using (var run = Create())
        {
            var steps = Steps(run);
            steps.Do("record", () => done.Add("record"));
            Assert.Throws<IOException>(() => steps.Do("train", () => throw new IOException("disk full")));
        }
        using (var run = RunFolder.Resume(_folder["demo"], "demo", "", TimeProvider.System))
        {
            var steps = Steps(run);
            steps.Do("record", () => done.Add("record again"));
            steps.Do("train", () => done.Add("train"));
            Assert.Equal(["record", "train"], done);
            Assert.Equal(["record", "train"], steps.Records.Select(r => r.Name));
            Assert.All(steps.Records, r => Assert.True(r.PeakMemoryMib > 10));
            Assert.NotNull(run.Results.Read()["seconds"]!["train"]);
        }
    }

    [Fact]
    public void Results_of_several_steps_stand_in_one_file()
    {
        using var run = Create();
        run.Results.Set(("reward.voc", 0.98), ("reward.clock.voc", 1.0));
        run.Results.Set(("policy.bc", new { successes = 3, interval = new[] { 0.1, 0.4 } }), ("reward.progress_mse", double.NaN));
        var root = JsonDocument.Parse(File.ReadAllText(_folder["demo/results.json"])).RootElement;
        Assert.Equal(1.0, root.GetProperty("reward").GetProperty("clock").GetProperty("voc").GetDouble());
        Assert.Equal(0.98, root.GetProperty("reward").GetProperty("voc").GetDouble());
        Assert.Equal(3, root.GetProperty("policy").GetProperty("bc").GetProperty("successes").GetInt32());
        Assert.Equal("NaN", root.GetProperty("reward").GetProperty("progress_mse").GetString());
    }

    [Fact]
    public void Checkpoints_are_whole_and_last_points_to_the_newest()
    {
        var checkpoints = new CheckpointFolder(_folder["checkpoints"]);
        Assert.Null(checkpoints.Last);
        foreach (var step in new[] { 5, 10, 100 })
            checkpoints.Save(step, into => File.WriteAllText(Path.Combine(into, "model.safetensors"), $"{step}"));
        Assert.Throws<IOException>(() => checkpoints.Save(200, into =>
        {
            File.WriteAllText(Path.Combine(into, "model.safetensors"), "half");
            throw new IOException("disk full");
        }));
        Assert.Equal(100, checkpoints.Last!.Step);
        Assert.Equal("100", File.ReadAllText(_folder["checkpoints/last/model.safetensors"]));
        Assert.False(Directory.Exists(_folder["checkpoints/000005"]));
        Assert.True(Directory.Exists(_folder["checkpoints/000010"]));
        checkpoints.Save(100, into => File.WriteAllText(Path.Combine(into, "model.safetensors"), "again"));
        Assert.Equal("again", File.ReadAllText(_folder["checkpoints/last/model.safetensors"]));
    }

    private static RunSteps Steps(RunFolder run) =>
        new(run, Terminal.Plain(TextWriter.Null, TextWriter.Null, TimeProvider.System), TimeProvider.System);
}

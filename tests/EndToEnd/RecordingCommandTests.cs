using System.Text.Json.Nodes;
using Robotics.Cli.Tests;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;

namespace Robotics.EndToEnd;

/// <summary>A recorded simulation out as MCAP and in again, by the commands and the configuration file that users have.</summary>
public sealed class RecordingCommandTests(QuickDemo demo) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _config = Path.Combine(RoboticsProcess.Root, "configs/bridge/import.yaml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_simulated_episode_comes_back_with_its_numbers_and_carries_its_reward()
    {
        var exported = RoboticsProcess.Run("dataset", "export", demo.Dataset, "--episode", "2", _folder["episode.mcap"]);
        Assert.True(exported.ExitCode == 0, exported.Error);
        Assert.Contains("reward_labels.parquet", exported.Output);
        var imported = RoboticsProcess.Run("dataset", "import", _folder["episode.mcap"], _folder["dataset"], "--config", _config, "--json");
        Assert.True(imported.ExitCode == 0, imported.Error);
        var report = JsonNode.Parse(imported.Output)!["recordings"]![0]!;
        var (before, after) = (LeRobotDataset.Open(demo.Dataset), LeRobotDataset.Open(_folder["dataset"]));
        var (one, two) = (before.Episodes[2], Assert.Single(after.Episodes));
        Assert.Equal((one.Length, one.Tasks[0]), (two.Length, two.Tasks[0]));
        Assert.Equal((one.Length, 0), ((int)report["episode_frames"]![0]!, report["gaps"]!.AsArray().Count));
        var (was, now) = (before.ReadFrames(one), after.ReadFrames(two));
        Assert.Equal(was.Timestamps, now.Timestamps);
        Assert.Equal(was.States, now.States);
        Assert.Equal(was.Actions, now.Actions);
        using var reader = new McapReader(_folder["episode.mcap"]);
        var counts = reader.Channels.ToDictionary(channel => channel.Topic, channel => reader.Statistics!.ChannelMessages[channel.Id]);
        Assert.Equal((ulong)one.Length, counts["/reward/task_progress"]);
        Assert.Equal((ulong)one.Length, counts["/reward/reward"]);
        Assert.Equal((ulong)one.Length, counts["/wrist/image_raw/compressed"]);
    }

    [Fact]
    public void Several_episodes_become_a_folder_that_an_interrupted_export_completes()
    {
        var folder = _folder["recordings"];
        string[] export = ["dataset", "export", demo.Dataset, folder, "--episode", "1:3", "--episode", "0"];
        Assert.Equal(0, RoboticsProcess.Run(export).ExitCode);
        string[] files = [.. Enumerable.Range(0, 3).Select(episode => Path.Combine(folder, $"episode_00000{episode}.mcap"))];
        Assert.Equal(files, Directory.GetFiles(folder).Order());
        var (kept, bytes) = (File.GetLastWriteTimeUtc(files[0]), File.ReadAllBytes(files[1]));
        File.Delete(files[1]);
        var report = JsonNode.Parse(RoboticsProcess.Run([.. export, "--json"]).Output)!;
        Assert.Equal(kept, File.GetLastWriteTimeUtc(files[0]));
        Assert.Equal(bytes, File.ReadAllBytes(files[1]));
        var dataset = LeRobotDataset.Open(demo.Dataset);
        Assert.Equal(files.Select((file, e) => (file, e, dataset.Episodes[e].Length)), report["files"]!.AsArray().Select(file => ((string)file!["file"]!, (int)file["episode"]!, (int)file["frames"]!)));
    }

    [Fact]
    public void What_cannot_be_imported_is_said_in_a_sentence()
    {
        Assert.Equal(0, RoboticsProcess.Run("dataset", "export", demo.Dataset, "--episode", "0", _folder["episode.mcap"], "--compression", "lz4").ExitCode);
        var file = _folder["episode.mcap"];
        Refused(2, Import(file), "--config is missing");
        Refused(1, Import(file, "--config", _folder.Write("a.yaml", "fps: 10\ncamera: []\n")), "a.yaml:2:", "Did you mean 'cameras'?");
        Refused(1, Import(file, "--config", _folder.Write("b.yaml", "cameras:\n  - {name: front, topic: /front, rate: 3}\n")), "b.yaml:2:", "'rate'");
        Refused(1, Import(file, "--config", _folder.Write("c.yaml", "fps: 10\ncameras:\n  - name: a b\n    topic: /front\n")), "c.yaml:3:", "'a b'");
        Refused(1, Import(file, "--config", _config, "--clock=side", "--fps=7"), "gives 10 images a second");
        Refused(2, Import(file, "--config", _config, "--clock=top"), "'top' is none of the cameras");
        Refused(1, Import(_folder.Write("no.mcap", "#ROSBAG V2.0"), "--config", _config), "no.mcap", "magic");
        Refused(1, Import(_folder["nothing"], "--config", _config), "no such file or folder to import");
        Refused(1, Import(Directory.CreateDirectory(_folder["empty"]).FullName, "--config", _config), "nothing to import");
        Refused(2, RoboticsProcess.Run("dataset", "export", demo.Dataset, "--episode", "99", _folder["x.mcap"]), "episodes 0 to");
        Refused(2, RoboticsProcess.Run("dataset", "export", demo.Dataset, "--episode", "2:1", _folder["x"]), "a range such as 0:");
        Refused(1, RoboticsProcess.Run("dataset", "export", demo.Dataset, "--episode", "0", file), "exists");
        Refused(1, RoboticsProcess.Run("dataset", "export", demo.Dataset, "--episode", "0:2", file), "exists");
        Assert.False(Path.Exists(_folder["dataset"]));
    }

    private Outcome Import(string source, params string[] options) => RoboticsProcess.Run(["dataset", "import", source, _folder["dataset"], .. options]);

    private static void Refused(int exitCode, Outcome outcome, params string[] parts)
    {
        Assert.True(exitCode == outcome.ExitCode, $"{outcome.ExitCode}: {outcome.Error}");
        Assert.All(parts, part => Assert.Contains(part, outcome.Error));
        Assert.DoesNotContain("   at ", outcome.Error);
    }
}

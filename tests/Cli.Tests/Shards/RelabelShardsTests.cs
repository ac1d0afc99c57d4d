using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;

namespace Robotics.Cli.Tests.Shards;

public sealed class RelabelShardsTests : IDisposable
{
    private static readonly string[] Tables = ["reward_labels.parquet", "sarm_progress.parquet"];
    private readonly SmallWorld _world = new([13, 8, 21, 9, 17]);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Merged_shards_are_byte_for_byte_what_one_process_makes()
    {
        var whole = Whole("whole");
        Assert.Equal(68, FrameTable.Read(Path.Combine(whole, Tables[0])).Index.Length);
        foreach (var count in new[] { 1, 3, 7 })
        {
            var folder = _world[$"of-{count}"];
            foreach (var index in Enumerable.Range(0, count).Reverse()) RoboticsCall.Succeed(Part(folder, $"{index}/{count}"));
            Merge(folder);
            Same(whole, folder);
        }
    }

    [Fact]
    public void Holes_are_named_with_what_to_run_and_nothing_is_written()
    {
        var folder = _world["out"];
        RoboticsCall.Succeed(Part(folder, "1/4"));
        var refused = RoboticsCall.Run("merge", Shards(folder));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("3 of 4 shards are not done: 0,2-3; missing episodes: 0,3-4", refused.Error);
        Assert.Contains($"./robotics relabel --dataset {_world.Dataset} --model {_world.Model} --output {folder} --shard 0/4", refused.Error);
        Assert.Contains("sbatch --array=0,2-3", refused.Error);
        Assert.All(Tables, table => Assert.False(File.Exists(Path.Combine(folder, table))));
    }

    [Fact]
    public void A_lost_or_damaged_result_is_a_hole_that_its_shard_fills_again()
    {
        var folder = _world["out"];
        foreach (var shard in new[] { "0/2", "1/2" }) RoboticsCall.Succeed(Part(folder, shard));
        var lost = Path.Combine(Shards(folder), "episodes", "episode_000003.parquet");
        File.Delete(lost);
        var refused = RoboticsCall.Run("merge", Shards(folder));
        Assert.Contains("1 of 2 shards is not done: 1; missing episodes: 3", refused.Error);
        RoboticsCall.Succeed(Part(folder, "1/2"));
        var bytes = File.ReadAllBytes(lost);
        Array.Fill(bytes, (byte)'x', 4, bytes.Length / 2);
        File.WriteAllBytes(lost, bytes);
        refused = RoboticsCall.Run("merge", Shards(folder));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(lost, refused.Error);
        RoboticsCall.Succeed(Part(folder, "1/2"));
        Merge(folder);
        Same(Whole("whole"), folder);
    }

    [Fact]
    public void A_shard_that_runs_again_keeps_what_it_finished()
    {
        var folder = _world["out"];
        RoboticsCall.Succeed(Part(folder, "0/2"));
        var before = Results(folder);
        RoboticsCall.Succeed(Part(folder, "0/2"));
        Assert.Equal(before, Results(folder));
        Assert.NotEmpty(before);
    }

    [Fact]
    public void Shards_of_another_setting_number_or_model_do_not_mix()
    {
        var folder = _world["out"];
        RoboticsCall.Succeed(Part(folder, "0/2"));
        Assert.Contains("kappa: 0.5 here, 0.01 there", Refused([.. Part(folder, "1/2"), "--kappa=0.5"]));
        Assert.Contains("shards: 3 here, 2 there", Refused(Part(folder, "1/3")));
        _world.WriteModel(seed: 2);
        Assert.Contains("reward_model_id: sarm-", Refused(Part(folder, "1/2")));
        Assert.Contains("another plan", Refused(["relabel", "--dataset", _world.Dataset, "--model", _world.Model, "--output", folder]));
    }

    [Fact]
    public void A_mark_of_another_plan_is_never_joined()
    {
        var (folder, other) = (_world["out"], _world["other"]);
        RoboticsCall.Succeed(Part(folder, "0/2"));
        RoboticsCall.Succeed([.. Part(other, "1/2"), "--kappa=0.5"]);
        File.Copy(Path.Combine(Shards(other), "shards", "00001.json"), Path.Combine(Shards(folder), "shards", "00001.json"));
        var refused = RoboticsCall.Run("merge", Shards(folder));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("results of two plans are never joined", refused.Error);
    }

    [Fact]
    public void A_dataset_that_changed_meanwhile_is_refused()
    {
        var folder = _world["out"];
        foreach (var shard in new[] { "0/2", "1/2" }) RoboticsCall.Succeed(Part(folder, shard));
        File.AppendAllText(Path.Combine(_world.Dataset, "meta", "info.json"), " ");
        var refused = RoboticsCall.Run("merge", Shards(folder));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("has changed since", refused.Error);
    }

    [Fact]
    public void Merging_and_working_again_after_the_merge_is_harmless()
    {
        var folder = _world["out"];
        RoboticsCall.Succeed(Part(folder, "0/1"));
        Merge(folder);
        Assert.Contains("joined already", RoboticsCall.Succeed("merge", Shards(folder)).Error);
        Assert.Contains("joined already", RoboticsCall.Succeed(Part(folder, "0/1")).Error);
        Assert.False(Directory.Exists(Shards(folder)));
    }

    [Fact]
    public void Tables_that_were_lost_after_the_merge_are_made_again()
    {
        var folder = _world["out"];
        RoboticsCall.Succeed(Part(folder, "0/1"));
        Merge(folder);
        File.Delete(Path.Combine(folder, Tables[0]));
        RoboticsCall.Succeed(Part(folder, "0/1"));
        Merge(folder);
        Assert.All(Tables, table => Assert.True(File.Exists(Path.Combine(folder, table))));
    }

    [Fact]
    public void What_an_interrupted_relabelling_left_is_used_or_replaced()
    {
        var folder = _world["out"];
        RoboticsCall.Succeed(Part(folder, "0/1"));
        var kept = Results(folder);
        _world.WriteModel(seed: 2);
        Whole("out");
        Assert.NotEmpty(kept);
        Same(Whole("fresh"), folder);
    }

    [Fact]
    public void An_exported_episode_says_the_stages_of_its_labels_in_words()
    {
        var labels = Path.Combine(Whole("whole"), Tables[0]);
        var bag = _world["episode.mcap"];
        RoboticsCall.Succeed("dataset", "export", _world.Dataset, bag, "--episode", "2", "--labels", labels);
        using var reader = new McapReader(bag);
        var told = reader.Messages().Where(message => message.Channel.Topic == EpisodeTopics.TaskProgress)
            .Select(message => CdrReader.Deserialize<TaskProgress>(message.Data)).ToArray();
        var stages = FrameTable.Read(labels).Slice(_world.Open().Episodes[2]).Column("stage");
        Assert.Equal(stages.Select(stage => ((uint)stage, SmallWorld.Stages[(int)stage])), told.Select(progress => (progress.Stage, progress.StageName)));
    }

    private string[] Part(string folder, string shard) =>
        ["relabel", "--dataset", _world.Dataset, "--model", _world.Model, "--output", folder, "--shard", shard];

    private string Whole(string name)
    {
        RoboticsCall.Succeed("relabel", "--dataset", _world.Dataset, "--model", _world.Model, "--output", _world[name]);
        return _world[name];
    }

    private static void Merge(string folder)
    {
        RoboticsCall.Succeed("merge", Shards(folder));
        Assert.False(Directory.Exists(Shards(folder)));
        Assert.True(File.Exists(Path.Combine(folder, "reward_labels.json")));
    }

    private static string Refused(string[] arguments)
    {
        var outcome = RoboticsCall.Run(arguments);
        Assert.Equal(1, outcome.ExitCode);
        return outcome.Error;
    }

    private static void Same(string expected, string actual) =>
        Assert.All(Tables, table => Assert.Equal(File.ReadAllBytes(Path.Combine(expected, table)), File.ReadAllBytes(Path.Combine(actual, table))));

    private static (string, DateTime)[] Results(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Shards(folder), "episodes")).Order().Select(file => (file, File.GetLastWriteTimeUtc(file)))];

    private static string Shards(string folder) => Path.Combine(folder, "reward_labels.shards");
}

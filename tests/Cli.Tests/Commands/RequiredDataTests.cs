using System.Text.Json.Nodes;
using Robotics.Cli.Tests.Shards;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Cli.Tests.Commands;

/// <summary>What a dataset lacks is told at once: before the hours that features take, and without a run folder in the way of the next try.</summary>
public sealed class RequiredDataTests : IDisposable
{
    private readonly SmallWorld _world = new([6, 7]);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Relabelling_needs_the_cameras_and_states_of_the_model()
    {
        Info(features => features.Remove("observation.images.wrist"));
        Refused("there is no camera 'wrist', only front. The model was trained on it", "relabel", "--dataset", _world.Dataset, "--model", _world.Model);
        Refused("there is no camera 'wrist'", "relabel", "--dataset", _world.Dataset, "--model", _world.Model, "--shard", "0/2");
        Refused("there is no camera 'wrist'", "reward", "evaluate", _world.Model, "--dataset", _world.Dataset, "--trained-split", "all", "--output", _world["run"]);
        Assert.False(Directory.Exists(Path.Combine(_world.Dataset, "cache")));
        Assert.False(Directory.Exists(_world["run"]));
    }

    [Fact]
    public void Relabelling_needs_states_of_the_models_width()
    {
        Info(features => features["observation.state"]!["shape"] = new JsonArray(4));
        Refused("its states have 4 dimensions; the model was trained on 3", "relabel", "--dataset", _world.Dataset, "--model", _world.Model);
        Assert.False(Directory.Exists(Path.Combine(_world.Dataset, "cache")));
    }

    [Fact]
    public void Training_needs_its_cameras_splits_stages_actions_and_progress()
    {
        string[] reward = ["train", "reward", "--output", _world["run"], "--backbone", _world.BackboneFile];
        string[] policy = ["train", "policy", "--output", _world["run"]];
        Refused("there is no camera 'side', only front, wrist. Choose the views with --cameras=[front,wrist]", [.. reward, "--dataset", Sample.Directory, "--cameras=[side]"]);
        Refused("there is no split 'trian'", [.. reward, "--dataset", Sample.Directory, "--split", "trian"]);
        Refused("none of the 2 chosen episodes has stage annotations", [.. reward, "--dataset", _world.Dataset, "--split", "all", "--cameras=[]"]);
        Refused("there is no camera 'side', only front, wrist", [.. policy, "--dataset", Sample.Directory]);
        Refused($"sarm_progress.parquet: the file is missing, and reward-aligned weights are made of it. Write it with './robotics relabel --dataset {Sample.Directory} --model MODEL'",
            [.. policy, "--dataset", Sample.Directory, "--cameras=[front]"]);
        Info(features => features.Remove("action"));
        Refused("there are no actions", [.. policy, "--dataset", _world.Dataset, "--split", "all", "--cameras=[front]"]);
        Assert.False(Directory.Exists(_world["run"]));
    }

    [Fact]
    public void Training_leaves_out_episodes_that_were_not_downloaded()
    {
        RoboticsCall.Succeed("dataset", "convert", Sample.Directory, _world["old"], "--to", "v2.1");
        foreach (var file in Directory.GetFiles(_world["old"], "episode_000001.*", SearchOption.AllDirectories)) File.Delete(file);
        var outcome = RoboticsCall.Succeed(
            "train", "policy", "--dataset", _world["old"], "--split", "all", "--output", _world["run"],
            "--weighting=uniform", "--cameras=[front]", "--steps=1", "--warmup_steps=1", "--chunk_size=4", "--execute_steps=2");
        Assert.Contains("not downloaded: 1 of 5 episodes", outcome.Error);
        Assert.True(File.Exists(_world["run/model.safetensors"]));
    }

    private static void Refused(string reason, params string[] arguments)
    {
        var outcome = RoboticsCall.Run(arguments);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error);
        Assert.DoesNotContain(" ...", outcome.Error); // nothing was begun
    }

    private void Info(Action<JsonObject> change)
    {
        var path = Path.Combine(_world.Dataset, "meta/info.json");
        var info = JsonNode.Parse(File.ReadAllText(path))!;
        change(info["features"]!.AsObject());
        File.WriteAllText(path, info.ToJsonString());
    }
}

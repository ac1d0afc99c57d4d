using Robotics.Cli.Tests.Shards;
using Robotics.Tests.Npm;
using YamlDotNet.RepresentationModel;

namespace Robotics.Cli.Tests.Batch;

public sealed class JobFileTests : IDisposable
{
    private readonly SmallWorld _world = new([13, 8, 21, 9, 17]);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_array_has_one_task_a_shard_and_the_merge_waits_for_it()
    {
        var outcome = Render("--shards", "4", "--at-once", "2", "--time", "01:00:00", "--sbatch=--account=robots", "--sbatch=--partition=gpu", "--", "relabel", "--dataset", _world.Dataset, "--model", _world.Model, "--kappa=0.02");
        Assert.Equal(0, outcome.ExitCode);
        var array = File.ReadAllText(_world["jobs/relabel.sbatch"]);
        foreach (var line in new[] { "--array=0-3%2", "--time=01:00:00", "--account=robots", "--partition=gpu", "--requeue", $"--output=\"{_world["jobs"]}/logs/%A_%a.log\"" })
            Assert.Contains($"\n#SBATCH {line}\n", array);
        Assert.Contains($"\nexec /opt/robotics relabel --dataset {_world.Dataset} --model {_world.Model} --kappa=0.02 --shard auto/4\n", array);
        Assert.Contains($"\nexec /opt/robotics merge {_world.Dataset}/reward_labels.shards\n", File.ReadAllText(_world["jobs/merge.sbatch"]));
        Assert.Contains("--dependency=\"afterok:$array\"", File.ReadAllText(_world["jobs/submit.sh"]));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_world["jobs/submit.sh"]).HasFlag(UnixFileMode.UserExecute));
        Assert.True(Directory.Exists(_world["jobs/logs"]));
        Assert.Contains("nothing was submitted", outcome.Output);
    }

    [Fact]
    public void The_Indexed_Job_is_what_Kubernetes_expects()
    {
        Assert.Equal(0, Render("--shards", "4", "--at-once", "3", "--memory", "2G", "--image", "lab/robotics:1", "--claim", "arm data", "--", "features", _world.Dataset, "--backbone", _world.BackboneFile).ExitCode);
        var job = Yaml("features.yaml");
        Assert.Equal(("batch/v1", "Job"), ($"{job["apiVersion"]}", $"{job["kind"]}"));
        var spec = job["spec"];
        Assert.Equal(("Indexed", "4", "3", "3"), ($"{spec["completionMode"]}", $"{spec["completions"]}", $"{spec["parallelism"]}", $"{spec["backoffLimitPerIndex"]}"));
        var rules = ((YamlSequenceNode)spec["podFailurePolicy"]["rules"]).Select(rule => $"{rule["action"]}");
        Assert.Equal(["FailJob", "Ignore", "Ignore"], rules);
        var pod = spec["template"]["spec"];
        Assert.Equal("Never", $"{pod["restartPolicy"]}");
        var container = pod["containers"][0];
        Assert.Equal(
            ["/opt/robotics", "features", _world.Dataset, "--backbone", _world.BackboneFile, "--shard", "auto/4"],
            ((YamlSequenceNode)container["command"]).Select(word => $"{word}"));
        Assert.Equal("2Gi", $"{container["resources"]["requests"]["memory"]}");
        Assert.Equal("arm data", $"{pod["volumes"][0]["persistentVolumeClaim"]["claimName"]}");
        Assert.Equal($"{container["volumeMounts"][0]["name"]}", $"{pod["volumes"][0]["name"]}");
        Assert.Equal(_world.Dataset, $"{container["volumeMounts"][0]["mountPath"]}");
        var merge = ((YamlSequenceNode)Yaml("merge.yaml")["spec"]["template"]["spec"]["containers"][0]["command"]).Select(word => $"{word}").ToArray();
        Assert.Equal(("/opt/robotics", "merge"), (merge[0], merge[1]));
        Assert.StartsWith($"{_world.Dataset}/cache/features-tiny-", merge[2]);
    }

    [Fact]
    public void The_mounted_folder_holds_both_the_dataset_and_a_cache_elsewhere()
    {
        Assert.Equal(0, Render("--shards", "2", "--", "features", _world.Dataset, "--backbone", _world.BackboneFile, "--cache", _world["cache"]).ExitCode);
        var container = Yaml("features.yaml")["spec"]["template"]["spec"]["containers"][0];
        Assert.Equal(Path.GetDirectoryName(_world.Dataset), $"{container["volumeMounts"][0]["mountPath"]}");
    }

    [Fact]
    public void Kubernetes_own_types_know_every_key_of_the_jobs()
    {
        var kubernetes = new NpmFolder("Cli.Tests", "Batch/Kubernetes");
        Assert.Equal(0, Render("--shards", "4", "--", "features", _world.Dataset, "--backbone", _world.BackboneFile).ExitCode);
        Assert.Equal(["Sound."], kubernetes.Run("check.mjs", _world["jobs/features.yaml"], _world["jobs/merge.yaml"]));

        var misspelt = _world["misspelt.yaml"];
        File.WriteAllText(misspelt, File.ReadAllText(_world["jobs/features.yaml"]).Replace("backoffLimitPerIndex", "backoffLimitPerShard", StringComparison.Ordinal));
        Assert.Contains("backoffLimitPerShard", Assert.Single(kubernetes.Run("check.mjs", misspelt)));
    }

    [Theory]
    [InlineData(2, "cannot be shared out", "--shards", "2", "--", "train", "reward")]
    [InlineData(2, "Leave --shard out", "--shards", "2", "--", "features", "x", "--shard", "0/2")]
    [InlineData(2, "--shards 5000", "--shards", "5000", "--", "features", "DATASET", "--backbone", "BACKBONE")]
    [InlineData(2, "--memory much", "--shards", "2", "--memory", "much", "--", "features", "DATASET", "--backbone", "BACKBONE")]
    [InlineData(2, "--at-once 0", "--shards", "2", "--at-once", "0", "--", "features", "DATASET", "--backbone", "BACKBONE")]
    [InlineData(2, "no option of sbatch", "--shards", "2", "--sbatch=--x\nrm", "--", "features", "DATASET", "--backbone", "BACKBONE")]
    [InlineData(1, "nowhere/meta/info.json", "--shards", "2", "--", "features", "nowhere")]
    public void What_would_fail_on_the_cluster_is_refused_here(int exitCode, string reason, params string[] arguments)
    {
        var outcome = Render([.. arguments.Select(word => word == "DATASET" ? _world.Dataset : word == "BACKBONE" ? _world.BackboneFile : word)]);
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error);
        Assert.False(Directory.Exists(_world["jobs"]));
    }

    [Fact]
    public void Words_that_a_shell_would_change_are_quoted()
    {
        Assert.Equal("a/b --x=1 'two words' 'it'\\''s' '$HOME' ''", Cli.Batch.ShellText.Join(["a/b", "--x=1", "two words", "it's", "$HOME", ""]));
    }

    private Outcome Render(params string[] arguments) => RoboticsCall.Run(["slurm", "--output", _world["jobs"], "--program", "/opt/robotics", .. arguments]);

    private YamlNode Yaml(string file)
    {
        using var reader = new StreamReader(_world["jobs/" + file]);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }
}

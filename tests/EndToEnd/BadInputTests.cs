using Apache.Arrow;
using Robotics.Cli.Tests;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.EndToEnd;

/// <summary>Damaged data and impossible settings, as a user meets them: a sentence that names the place, exit code 1 or 2, nothing broken.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";
    private const string Episodes = "meta/episodes/chunk-000/file-000.parquet";
    private readonly TemporaryFolder _folder = new();
    private readonly string _dataset;

    public BadInputTests(QuickDemo demo)
    {
        _dataset = _folder["dataset"];
        Assert.Equal(0, RoboticsProcess.Execute("/bin/cp", "/", "-r", demo.Dataset, _dataset).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_video()
    {
        var video = Video("side");
        File.Delete(video);
        Refused(Features(), video, "missing");
    }

    [Fact]
    public void Truncated_video()
    {
        var video = Video("wrist");
        using (var stream = File.OpenWrite(video)) stream.SetLength(stream.Length / 2);
        Refused(Features(), video);
    }

    [Fact]
    public void Missing_column()
    {
        ParquetEdit.Drop(In(Data), "action");
        Refused(TrainPolicy(), Data, "'action' is missing");
    }

    [Fact]
    public void State_that_is_no_number()
    {
        ParquetEdit.Vectors(In(Data), "observation.state", 14, rows => rows[7][2] = float.NaN);
        Refused(TrainPolicy(), Data, "episode 0", "frame 7", "NaN");
    }

    [Fact]
    public void Unknown_stage()
    {
        ParquetEdit.Columns(In(Episodes), (name, values) => name.EndsWith("subtask_names", StringComparison.Ordinal) ? Rename((ListArray)values, "grasp the cube", "grab") : values);
        Refused(TrainReward(), "meta/episodes", "episode 0", "'grab'", "grasp the cube");
    }

    [Fact]
    public void Stage_outside_its_episode()
    {
        ParquetEdit.Columns(In(Episodes), (name, values) => name.EndsWith("subtask_end_frames", StringComparison.Ordinal) ? WithLastOf((ListArray)values, row: 1, 100_000) : values);
        Refused(TrainReward(), Episodes, "episode 1", "outside the episode");
    }

    [Fact]
    public void Unknown_key_in_a_configuration()
    {
        var config = _folder.Write("policy.yaml", "chunk_size: 8\nlerning_rate: 0.1\n");
        Refused(RoboticsProcess.Run("train", "policy", "--dataset", _dataset, "--config", config, "--output", _folder["run"]), "policy.yaml:2:", "Did you mean 'learning_rate'?");
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Impossible_value_in_a_configuration()
    {
        var config = _folder.Write("reward.yaml", "steps: 100\n\nbatch_size: 0\n");
        Refused(RoboticsProcess.Run("train", "reward", "--dataset", _dataset, "--config", config, "--output", _folder["run"]), "reward.yaml:3:", "batch_size");
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Impossible_value_on_the_command_line()
    {
        var outcome = RoboticsProcess.Run("train", "policy", "--dataset", _dataset, "--policy.chunk_size=-4", "--output", _folder["run"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("chunk_size", outcome.Error);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Weights_without_relabelled_progress()
    {
        File.Delete(In("sarm_progress.parquet"));
        Refused(RoboticsProcess.Run("train", "policy", "--dataset", _dataset, "--output", _folder["run"]), "sarm_progress.parquet");
    }

    [Fact]
    public void No_dataset_at_all() => Refused(RoboticsProcess.Run("dataset", "info", _folder["nowhere"]), "nowhere/meta/info.json");

    private string In(string file) => Path.Combine(_dataset, file);

    private string Video(string camera) => Directory.GetFiles(In($"videos/observation.images.{camera}"), "*.mp4", SearchOption.AllDirectories).Order().First();

    private Outcome Features() => RoboticsProcess.Run("features", _dataset);

    private Outcome TrainReward() => RoboticsProcess.Run("train", "reward", "--dataset", _dataset, "--output", _folder["run"]);

    private Outcome TrainPolicy() => RoboticsProcess.Run(
        "train", "policy", "--dataset", _dataset, "--config", Path.Combine(RoboticsProcess.Root, "configs/policies/bc.yaml"), "--output", _folder["run"]);

    private static void Refused(Outcome outcome, params string[] parts)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.All(parts, part => Assert.Contains(part, outcome.Error));
        Assert.DoesNotContain("   at ", outcome.Error); // a sentence, no stack trace
    }

    private static ListArray Rename(ListArray names, string from, string to)
    {
        var builder = new ListArray.Builder(Apache.Arrow.Types.StringType.Default);
        var values = (StringArray)names.Values;
        for (var row = 0; row < names.Length; row++)
        {
            builder.Append();
            for (var i = names.ValueOffsets[row]; i < names.ValueOffsets[row + 1]; i++)
                ((StringArray.Builder)builder.ValueBuilder).Append(values.GetString(i) == from ? to : values.GetString(i));
        }
        return builder.Build();
    }

    private static ListArray WithLastOf(ListArray lists, int row, long last)
    {
        var builder = new ListArray.Builder(Apache.Arrow.Types.Int64Type.Default);
        for (var i = 0; i < lists.Length; i++)
        {
            builder.Append();
            var numbers = ((Int64Array)lists.Values).Values.Slice(lists.ValueOffsets[i], lists.GetValueLength(i)).ToArray();
            if (i == row) numbers[^1] = last;
            ((Int64Array.Builder)builder.ValueBuilder).Append(numbers.AsSpan());
        }
        return builder.Build();
    }
}

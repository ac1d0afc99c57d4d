using CsCheck;
using Robotics.Cli.Configuration;

namespace Robotics.Cli.Tests.Configuration;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Faulty(string yaml, params string[] overrides) =>
        Assert.Throws<SettingsException>(() => SettingsFile.Load<ExampleSettings>(_folder.Write("run.yaml", yaml), overrides)).Message;

    [Fact]
    public void A_file_sets_what_it_names_and_leaves_the_rest_at_its_default()
    {
        var path = _folder.Write("run.yaml", """
            # a comment
            steps: 10_000
            execution: temporal_ensembling
            cameras: [front, wrist]
            limit: 5
            policy:
              chunk_size: 16
              layers:
                - width: 32
                - {}
            counts: { hesitant: 3, failing: 4 }
            """);
        var settings = SettingsFile.Load<ExampleSettings>(path);
        Assert.Equal(10_000, settings.Steps);
        Assert.Equal(Execution.TemporalEnsembling, settings.Execution);
        Assert.Equal(["front", "wrist"], settings.Cameras);
        Assert.Equal(5, settings.Limit);
        Assert.Equal(16, settings.Policy.ChunkSize);
        Assert.Equal([32, 64], settings.Policy.Layers.Select(l => l.Width));
        Assert.Equal(4, settings.Counts["failing"]);
        Assert.Equal(3e-4, settings.LearningRate);
        Assert.Equal(8, ExamplePolicy.Shared.ChunkSize); // the shared default is not written to
    }

    [Fact]
    public void An_empty_file_means_the_defaults() =>
        Assert.Equal(SettingsFile.ToYaml(new ExampleSettings()), SettingsFile.ToYaml(SettingsFile.Load<ExampleSettings>(_folder.Write("run.yaml", "# nothing\n"))));

    [Fact]
    public void A_group_that_may_be_absent_is_there_only_where_the_file_has_it()
    {
        Assert.Null(SettingsFile.Load<ExampleSettings>(_folder.Write("a.yaml", "second: null\n")).Second);
        Assert.Equal(5, SettingsFile.Load<ExampleSettings>(_folder.Write("b.yaml", "second:\n  chunk_size: 5\n")).Second!.ChunkSize);
        Assert.NotNull(SettingsFile.Load<ExampleSettings>(_folder.Write("c.yaml", "second: {}\n")).Second);
    }

    [Fact]
    public void An_unknown_key_names_file_line_and_the_nearest_key()
    {
        var message = Faulty("name: x\npolicy:\n  chunk_sizes: 4\n");
        Assert.Contains("run.yaml:3:", message);
        Assert.Contains("'chunk_sizes'", message);
        Assert.Contains("Did you mean 'chunk_size'?", message);
    }

    [Fact]
    public void An_unknown_key_like_no_other_lists_the_known_ones_once()
    {
        var message = Faulty("wavelength_of_light: 4\nboiling_point_of_water: 5\n");
        Assert.Equal(["'wavelength_of_light'", "'boiling_point_of_water'."], message.Split('\n').Select(line => line.Split("unknown key ")[1].Split(". Known keys: name, steps")[0]));
    }

    [Theory]
    [InlineData("steps: many\n", 1, "a whole number")]
    [InlineData("name: a\n\nlearning_rate: fast\n", 3, "a number")]
    [InlineData("learning_rate: .nan\n", 1, "a number")]
    [InlineData("augment: 2\n", 1, "true or false")]
    [InlineData("execution: receding\n", 1, "receding_horizon, temporal_ensembling")]
    [InlineData("seed: -1\n", 1, "a whole number from 0")]
    [InlineData("steps: 99999999999\n", 1, "a whole number")]
    [InlineData("steps:\n", 1, "a whole number, not nothing")]
    [InlineData("cameras: front\n", 1, "a list")]
    [InlineData("policy: 3\n", 1, "holds settings of its own")]
    [InlineData("steps: [1]\n", 1, "a whole number, not a group or list")]
    [InlineData("counts:\n  fluent: 1\n  failing: none\n", 3, "a whole number")]
    [InlineData("policy:\n  layers:\n    - width: 1\n    - width: x\n", 4, "a whole number")]
    public void A_wrong_type_names_file_and_line(string yaml, int line, string expected)
    {
        var message = Faulty(yaml);
        Assert.Contains($"run.yaml:{line}:", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void An_impossible_value_names_the_line_where_it_stands() =>
        Assert.Contains("run.yaml:3: 'policy.chunk_size': must be at least 1.", Faulty("steps: 5\npolicy:\n  chunk_size: 0\n"));

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var message = Faulty("stepz: 5\nlearning_rate: x\npolicy: { chunk: 1 }\n");
        Assert.Equal(3, message.Split(Environment.NewLine).Length);
    }

    [Theory]
    [InlineData("steps: 1\nsteps: 2\n", ":2:")]
    [InlineData("steps: [1\n", ":")]
    [InlineData("a: b: c\n", ":1:")]
    public void Broken_yaml_names_file_and_line(string yaml, string place)
    {
        var message = Faulty(yaml);
        Assert.Contains("run.yaml" + place, message);
        Assert.Contains("no valid YAML", message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere.yaml", Assert.Throws<SettingsException>(() => SettingsFile.Load<ExampleSettings>("nowhere.yaml")).Message);

    [Fact]
    public void Overrides_win_over_the_file_and_may_be_nested_lists_or_hyphenated()
    {
        var path = _folder.Write("run.yaml", "steps: 5\npolicy: { chunk_size: 2 }\n");
        var settings = SettingsFile.Load<ExampleSettings>(path, ["--policy.chunk_size=16", "--learning-rate=1e-5", "--cameras=[wrist]", "--reward=a: b"]);
        Assert.Equal((16, 1e-5, 5), (settings.Policy.ChunkSize, settings.LearningRate, settings.Steps));
        Assert.Equal(["wrist"], settings.Cameras);
    }

    [Theory]
    [InlineData("--policy.chunksize=16", "Did you mean 'chunk_size'?")]
    [InlineData("--steps=many", "--steps: 'steps' must be a whole number")]
    [InlineData("--policy.chunk_size=0", "--policy.chunk_size: must be at least 1.")]
    [InlineData("--steps", "no setting of the form --key=value")]
    [InlineData("extra", "no setting of the form --key=value")]
    public void A_wrong_override_is_a_usage_error_that_names_it(string text, string expected)
    {
        var error = Assert.Throws<SettingsException>(() => SettingsFile.Load<ExampleSettings>(null, [text]));
        Assert.Contains(expected, error.Message);
        Assert.True(error.IsUsage);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var gen = from name in Gen.OneOf(Gen.String, Gen.Int[0, 12].Select(i => new[] { "null", "~", "", "true", "1e3", "a: b", "- x", "'", "\"", " padded ", "line\nbreak", "#x", "[a" }[i]))
                  from steps in Gen.Int[1, int.MaxValue]
                  from seed in Gen.ULong
                  from rate in Gen.Double.Where(double.IsFinite)
                  from dropout in Gen.Single.Where(float.IsFinite)
                  from reward in Gen.String.Null()
                  from limit in Gen.Int.Nullable()
                  from cameras in Gen.String.Array[0, 4]
                  from widths in Gen.Int.Array[0, 3]
                  select new ExampleSettings
                  {
                      Name = Clean(name),
                      Steps = steps,
                      Seed = seed,
                      LearningRate = rate,
                      Dropout = dropout,
                      Reward = reward is null ? null : Clean(reward),
                      Limit = limit,
                      Execution = Execution.TemporalEnsembling,
                      Cameras = cameras.Select(Clean).ToArray(),
                      Policy = new() { Layers = widths.Select(w => new ExampleLayer { Width = w }).ToArray() },
                  };
        gen.Sample(
            settings =>
            {
                var yaml = SettingsFile.ToYaml(settings);
                var read = SettingsFile.Load<ExampleSettings>(_folder.Write("config.yaml", yaml));
                Assert.Equal(settings.Name, read.Name);
                Assert.Equal(settings.Reward, read.Reward);
                Assert.Equal(settings.Cameras, read.Cameras);
                Assert.Equal((settings.Seed, settings.LearningRate, settings.Dropout, settings.Limit), (read.Seed, read.LearningRate, read.Dropout, read.Limit));
                Assert.Equal(yaml, SettingsFile.ToYaml(read));
            },
            iter: 300, threads: 1);
    }

    // YAML has no room for most control characters and lone surrogates
    private static string Clean(string text) => new(text.Where(c => c is '\n' or (>= ' ' and < '\u007f') or (> '\u00a0' and < '\ud800')).ToArray());
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Apache.Arrow;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class ConversionTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FfmpegConcatenator _video = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_and_back_again_loses_nothing()
    {
        Convert(Sample.Directory, "old", "v2.1");
        // what other tools put there must survive too
        var info = JsonNode.Parse(File.ReadAllText(_folder["old/meta/info.json"]))!;
        info["recorded_by"] = "a student";
        File.WriteAllText(_folder["old/meta/info.json"], info.ToJsonString());
        File.WriteAllLines(_folder["old/meta/episodes.jsonl"], File.ReadAllLines(_folder["old/meta/episodes.jsonl"])
            .Select((line, e) => e == 2 ? line : line[..^1] + $", \"attempts\": {e}, \"effort\": {e + 0.5}, \"checked\": true}}"));
        File.WriteAllText(_folder["old/README.md"], "notes");

        Convert(_folder["old"], "new", "v3.0");
        Convert(_folder["new"], "again", "v2.1");

        var files = Files("old");
        Assert.Equal(files, Files("again"));
        Assert.Equal(5 + 10 + 4 + 1 + 1, files.Count);
        foreach (var file in files)
            AssertSame(_folder[$"old/{file}"], _folder[$"again/{file}"]);
    }

    [Fact]
    public async Task Many_episodes_go_through_several_row_groups_and_keep_values_that_few_have()
    {
        const int episodes = 300;
        using (var writer = new LeRobotDatasetWriter(_folder["many"], Sample.Spec() with { Cameras = [], Splits = new Dictionary<string, (int, int)>() }, _video))
        {
            for (var e = 0; e < episodes; e++)
                writer.Add(Sample.Episode(e, 2 + e % 3, _folder.Root) with { Videos = new Dictionary<string, string>(), ImageStatistics = new Dictionary<string, ImageStatistics>() });
            writer.Complete();
        }

        Convert(_folder["many"], "old", "v2.1");
        var path = _folder["old/meta/episodes.jsonl"];
        File.WriteAllLines(path, File.ReadAllLines(path).Select((line, e) => e switch
        {
            // in the first row group nobody has it, and the first value looks like an integer
            > 200 and < 290 => line[..^1] + $", \"effort\": {e % 2 + e / 250 * 0.5}, \"grips\": [[{e}], [], [1, null]]}}",
            _ => line,
        }));
        Convert(_folder["old"], "new", "v3.0");
        Convert(_folder["new"], "again", "v2.1");

        using (var table = await IndependentParquet.Open(_folder["new/meta/episodes/chunk-000/file-000.parquet"]))
            Assert.Equal([128, 128, 44], table.Footer.RowGroups.Select(group => group.NumRows));
        Assert.Equal(Files("old"), Files("again"));
        foreach (var file in new[] { "meta/episodes.jsonl", "meta/episodes_stats.jsonl", "data/chunk-000/episode_000299.parquet" })
            AssertSame(_folder[$"old/{file}"], _folder[$"again/{file}"]);
        Assert.Equal(episodes, File.ReadLines(_folder["again/meta/episodes_stats.jsonl"]).Count());
        Assert.Empty(DatasetCheck.Run(_folder["new"], _video));
    }

    [Theory]
    [InlineData("\n", null)]
    [InlineData(" ", "line 6 has more bytes")]
    public void Metadata_may_have_any_number_of_lines_but_no_endless_one(string filling, string? fault)
    {
        Convert(Sample.Directory, "old", "v2.1");
        using (var file = File.AppendText(_folder["old/meta/episodes.jsonl"]))
        {
            var mebibyte = string.Concat(Enumerable.Repeat(new string(' ', 1023) + filling, 1024));
            for (var i = 0; i < 257; i++)
                file.Write(mebibyte);
        }

        if (fault is null)
            Assert.Equal(5, LeRobotDataset.Open(_folder["old"]).Episodes.Count);
        else
            Assert.Contains($"{_folder["old/meta/episodes.jsonl"]}: {fault}", Assert.Throws<DataException>(() => LeRobotDataset.Open(_folder["old"])).Message);
    }

    [Fact]
    public void A_converted_dataset_is_sound_and_says_the_same()
    {
        Convert(Sample.Directory, "old", "v2.1");
        Convert(_folder["old"], "new", "v3.0");
        var original = LeRobotDataset.Open(Sample.Directory);
        foreach (var (name, version) in new[] { ("old", "v2.1"), ("new", "v3.0") })
        {
            Assert.Empty(DatasetCheck.Run(_folder[name], _video));
            var dataset = LeRobotDataset.Open(_folder[name]);
            Assert.Equal(version, dataset.Info.CodebaseVersion);
            Assert.Equal(original.Tasks, dataset.Tasks);
            Assert.Equal(original.TemporalProportions, dataset.TemporalProportions);
            foreach (var (expected, episode) in original.Episodes.Zip(dataset.Episodes))
            {
                Assert.Equal(expected.Stages, episode.Stages);
                Assert.Equal(expected.Labels, episode.Labels);
                Assert.Equal(expected.FromIndex, episode.FromIndex);
                Assert.Equal(original.ReadFrames(expected).States, dataset.ReadFrames(episode).States);
            }
        }

        Assert.Equal(
            FfmpegConcatenator.FrameChecksums(original.Episodes[0].Videos["wrist"].Path),
            FfmpegConcatenator.FrameChecksums(_folder["new/videos/observation.images.wrist/chunk-000/file-000.mp4"]));
        AssertNumbersAgree(Path.Combine(Sample.Directory, "meta/stats.json"), _folder["new/meta/stats.json"]);
    }

    [Fact]
    public void Part_of_a_real_dataset_is_numbered_anew_and_keeps_its_frames()
    {
        var source = SharedData.Require("g1-bottle");
        Assert.Contains("episode_000000.parquet", Assert.Throws<DataException>(() => ConversionPlan.Of(LeRobotDataset.Open(source), _folder["new"], "v3.0")).Message);
        var plan = ConversionPlan.Of(LeRobotDataset.Open(source), _folder["new"], "v3.0", subset: true);
        Assert.Equal((30, 1, 1), (plan.Episodes.Count, plan.DataFiles, plan.VideoFiles));
        DatasetConversion.Run(plan, _video, _video);

        Assert.Empty(DatasetCheck.Run(_folder["new"], _video));
        var (original, dataset) = (LeRobotDataset.Open(source), LeRobotDataset.Open(_folder["new"]));
        Assert.Equal(30, dataset.Split("train").Count);
        foreach (var e in new[] { 0, 17, 29 })
        {
            Assert.Equal(original.ReadFrames(original.Episodes[e + 10]).Actions, dataset.ReadFrames(dataset.Episodes[e]).Actions);
            Assert.Equal(original.Episodes[e + 10].Tasks, dataset.Episodes[e].Tasks);
        }

        Convert(_folder["new"], "old", "v2.1");
        var statistics = File.ReadLines(Path.Combine(source, "meta/episodes_stats.jsonl")).Skip(10).Take(30).Select(line => JsonNode.Parse(line)!["stats"]);
        foreach (var (expected, line) in statistics.Zip(File.ReadLines(_folder["old/meta/episodes_stats.jsonl"])))
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(line)!["stats"]));
        const string camera = "videos/chunk-000/observation.images.cam_high/";
        Assert.Equal(
            FfmpegConcatenator.FrameChecksums(Path.Combine(source, camera, "episode_000029.mp4")),
            FfmpegConcatenator.FrameChecksums(_folder[$"old/{camera}episode_000019.mp4"]));
    }

    [Fact]
    public void A_stopped_conversion_continues_where_it_was_and_the_source_stays()
    {
        var before = Checksums(Sample.Directory);
        var plan = ConversionPlan.Of(LeRobotDataset.Open(Sample.Directory), _folder["old"], "v2.1");
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => DatasetConversion.Run(plan, _video, _video, new StopAfter(4, cancellation), cancellation.Token));
        Assert.False(Directory.Exists(_folder["old"]));
        var first = _folder["old.partial/data/chunk-000/episode_000000.parquet"];
        var written = File.GetLastWriteTimeUtc(first);
        // what the killed run was just writing
        File.WriteAllText(_folder["old.partial/data/chunk-000/episode_000003.parquet.77.partial"], "half");

        DatasetConversion.Run(plan, _video, _video);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["old/data/chunk-000/episode_000000.parquet"]));
        Assert.DoesNotContain(Files("old"), file => file.Contains("partial") || file.Contains("/."));
        Assert.Empty(DatasetCheck.Run(_folder["old"], _video));
        Assert.Equal(before, Checksums(Sample.Directory));
    }

    [Fact]
    public void A_file_ends_where_a_video_is_encoded_otherwise()
    {
        Convert(Sample.Directory, "old", "v2.1");
        var path = _folder["old/videos/chunk-000/observation.images.front/episode_000001.mp4"];
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(_folder["old"]), _folder["new"], "v3.0"), new RefusesToJoin(path), _video);
        var dataset = LeRobotDataset.Open(_folder["new"]);
        Assert.Equal([0, 1, 2, 2, 2], dataset.Episodes.Select(episode => int.Parse(Path.GetFileNameWithoutExtension(episode.Videos["front"].Path)[^3..])));
        Assert.Single(dataset.Episodes.Select(episode => episode.Videos["wrist"].Path).Distinct());
        Assert.Empty(DatasetCheck.Run(_folder["new"], _video));
    }

    [Fact]
    public void Impossible_conversions_are_refused()
    {
        var sample = Sample.CopyTo(_folder);
        Directory.CreateDirectory(_folder["mine"]);
        var dataset = LeRobotDataset.Open(sample);
        Refused(() => ConversionPlan.Of(dataset, _folder["new"], "v3.0"), "it has version v3.0");
        Refused(() => ConversionPlan.Of(dataset, _folder["new"], "v1.0"), "Choose v3.0 or v2.1");
        Refused(() => ConversionPlan.Of(dataset, _folder["mine"], "v2.1"), "exists already");
        Refused(() => ConversionPlan.Of(dataset, _folder["copy/data/new"], "v2.1"), "within the source");
        Refused(() => ConversionPlan.Of(dataset, sample, "v2.1"), "exists already");
        Refused(() => ConversionPlan.Of(LeRobotDataset.Open(sample + "/"), _folder["copy/new"], "v2.1"), "within the source");
        Directory.CreateSymbolicLink(_folder["inside"], _folder["copy/data"]);
        Refused(() => ConversionPlan.Of(dataset, _folder["inside/new"], "v2.1"), "within the source");
        Directory.CreateSymbolicLink(_folder["elsewhere"], sample);
        Refused(() => ConversionPlan.Of(LeRobotDataset.Open(_folder["elsewhere"]), _folder["copy/new"], "v2.1"), "within the source");

        static void Refused(Action act, string part) => Assert.Contains(part, Assert.Throws<DataException>(act).Message);
    }

    [Theory]
    [InlineData("std", "1e999")]
    [InlineData("std", "1e200")]
    [InlineData("count", "0")]
    public void Statistics_that_no_file_can_hold_are_refused_and_nothing_is_left(string name, string number)
    {
        Convert(Sample.Directory, "old", "v2.1");
        var path = _folder["old/meta/episodes_stats.jsonl"];
        var lines = File.ReadAllLines(path);
        // every episode, because a count of zero in one is made up for by the others
        for (var i = 0; i < lines.Length; i++)
            lines[i] = Regex.Replace(lines[i], $"(\"timestamp\": ?{{[^}}]*\"{name}\": ?\\[)[^\\]]*", $"${{1}}{number}");
        Assert.All(lines, line => Assert.Contains(number, line));
        File.WriteAllLines(path, lines);
        var message = Assert.Throws<DataException>(() => Convert(_folder["old"], "new", "v3.0")).Message;
        Assert.Contains($"{path}, episode 0", message);
        Assert.Contains("'timestamp'", message);
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Theory]
    [InlineData("stats/action", "stats/FEATURE/NAME")]
    [InlineData("stats/action/odd", "type")]
    public void A_column_of_statistics_that_is_none_is_refused_by_name(string column, string fault)
    {
        var sample = Sample.CopyTo(_folder);
        var path = Path.Combine(sample, "meta/episodes/chunk-000/file-000.parquet");
        var blobs = new BinaryArray.Builder();
        foreach (var _ in LeRobotDataset.Open(sample).Episodes)
            blobs.Append([1]);
        ParquetEdit.Add(path, column, blobs.Build());
        var message = Assert.Throws<DataException>(() => Convert(sample, "old", "v2.1")).Message;
        Assert.Contains(path, message);
        Assert.Contains(column, message);
        Assert.Contains(fault, message);
    }

    private void Convert(string source, string destination, string version) =>
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(source), _folder[destination], version), _video, _video);

    private List<string> Files(string dataset) =>
        [.. Directory.GetFiles(_folder[dataset], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder[dataset], file)).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Checksums(string root) => Directory.GetFiles(root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => System.Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));

    private static void AssertSame(string expected, string actual)
    {
        switch (Path.GetExtension(expected))
        {
            case ".mp4":
                Assert.Equal(FfmpegConcatenator.FrameChecksums(expected), FfmpegConcatenator.FrameChecksums(actual));
                break;
            case ".json":
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(expected)), JsonNode.Parse(File.ReadAllText(actual))), expected);
                break;
            case ".jsonl":
                foreach (var (one, other) in File.ReadLines(expected).Zip(File.ReadLines(actual)))
                    Assert.True(JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)), $"{expected}\n{one}\n{other}");
                break;
            default:
                Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(actual));
                break;
        }
    }

    // the joined statistics are computed again, so their last digits may differ
    private static void AssertNumbersAgree(string expected, string actual)
    {
        var (one, other) = (Numbers(JsonNode.Parse(File.ReadAllText(expected))), Numbers(JsonNode.Parse(File.ReadAllText(actual))));
        Assert.Equal(one.Count, other.Count);
        foreach (var (a, b) in one.Zip(other))
            Assert.Equal(a, b, 1e-9);

        static List<double> Numbers(JsonNode? node) => node switch
        {
            JsonObject map => [.. map.SelectMany(pair => Numbers(pair.Value))],
            JsonArray list => [.. list.SelectMany(Numbers)],
            JsonValue value => [value.GetValue<double>()],
            _ => [],
        };
    }

    private sealed class StopAfter(int files, CancellationTokenSource cancellation) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value)
        {
            if (value.Done == files)
                cancellation.Cancel();
        }
    }

    /// <summary>Real joining, except of one video that is taken for another encoder's.</summary>
    private sealed class RefusesToJoin(string stranger) : IVideoConcatenator
    {
        private readonly FfmpegConcatenator _real = new();

        public int CountAlike(IReadOnlyList<string> inputs) => inputs[0] == stranger ? 1 : inputs.TakeWhile(input => input != stranger).Count();

        public IReadOnlyList<double> Concatenate(IReadOnlyList<string> inputs, string output, CancellationToken cancellationToken) =>
            _real.Concatenate(inputs, output, cancellationToken);

        public VideoFileInfo Probe(string path) => _real.Probe(path);
    }
}

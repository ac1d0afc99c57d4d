using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

/// <summary>Datasets as other tools lay them out: what they add is understood or at least kept.</summary>
public sealed class ForeignDatasetTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";
    private const string Episodes = "meta/episodes/chunk-000/file-000.parquet";

    private readonly Folder _folder = new();
    private readonly FfmpegConcatenator _video = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Metadata_of_other_tools_is_kept_and_the_state_of_version_control_is_not()
    {
        var source = Legacy();
        foreach (var file in new[] { "meta/modality.json", "meta/notes/operator.txt", "meta/subtasks.parquet", "notes/x.txt", ".gitattributes", ".git/config", ".cache/huggingface/x" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"old/{file}"])!);
            File.WriteAllText(_folder[$"old/{file}"], file);
        }

        // the closing slash is what a shell's completion leaves
        Convert(source + "/", "new/", "v3.0");
        foreach (var file in new[] { "meta/modality.json", "meta/notes/operator.txt", "meta/subtasks.parquet", "notes/x.txt", ".gitattributes" })
            Assert.Equal(file, File.ReadAllText(_folder[$"new/{file}"]));
        Assert.Equal([".gitattributes"], Directory.GetFileSystemEntries(_folder["new"], ".*").Select(Path.GetFileName));
        Assert.False(File.Exists(_folder["new/meta/tasks.jsonl"]));
    }

    [Fact]
    public void Statistics_of_the_whole_are_kept_where_episodes_have_none()
    {
        var source = Legacy();
        File.Delete(_folder["old/meta/episodes_stats.jsonl"]);
        File.Copy(_folder["plain/meta/stats.json"], _folder["old/meta/stats.json"]);
        Convert(source, "new", "v3.0");
        Assert.Equal(File.ReadAllText(_folder["old/meta/stats.json"]), File.ReadAllText(_folder["new/meta/stats.json"]));
    }

    [Fact]
    public void Tasks_keep_the_places_that_frames_refer_to()
    {
        var source = Legacy();
        File.WriteAllLines(_folder["old/meta/tasks.jsonl"], ["""{"task_index": 3, "task": "wipe the table"}""", """{"task_index": 0, "task": "pick the cube"}"""]);
        for (var e = 0; e < Sample.Lengths.Length; e++)
            ParquetEdit.Integers(_folder[$"old/data/chunk-000/episode_{e:D6}.parquet"], "task_index", rows => rows.AsSpan().Fill(e % 2 * 3));
        Assert.Empty(DatasetCheck.Run(source, _video));
        Convert(source, "new", "v3.0");
        Assert.Empty(DatasetCheck.Run(_folder["new"], _video));
        Assert.Equal(["pick the cube", "", "", "wipe the table"], LeRobotDataset.Open(_folder["new"]).Tasks);

        ParquetEdit.Integers(_folder["old/data/chunk-000/episode_000001.parquet"], "task_index", rows => rows[2] = 1);
        Assert.Contains("episode 1, frame 2: 'task_index' is 1", Assert.Single(DatasetCheck.Run(source, _video)).ToString());
        File.AppendAllText(_folder["old/meta/tasks.jsonl"], """{"task_index": 3, "task": "again"}""");
        Assert.Contains("two tasks have the index 3", Assert.Throws<DataException>(() => LeRobotDataset.Open(source)).Message);
    }

    [Fact]
    public void Records_categories_and_missing_numbers_go_both_ways()
    {
        var source = Plain();
        ParquetEdit.Add(Path.Combine(source, Data), "phase", Categories(LeRobotDataset.Open(source).Info.TotalFrames));
        ParquetEdit.Add(Path.Combine(source, Episodes), ("operator", Categories(Sample.Lengths.Length)), ("score", new DoubleArray.Builder().AppendRange([double.NaN, 0.5, 1, double.NaN, 2]).Build()));
        Convert(source, "old", "v2.1");
        var path = _folder["old/meta/episodes.jsonl"];
        // as AgiBot World and others describe the actions of an episode
        File.WriteAllLines(path, File.ReadAllLines(path).Select((line, e) => e == 1 ? line
            : line[..^1] + $", \"action_config\": [{{\"start_frame\": 0, \"skill\": \"Pick\"}}, {{\"start_frame\": {e}, \"notes\": [\"{e}\"]}}], \"scene\": {{\"light\": {e}.5}}, \"extra\": {{}}}}"));
        Convert(_folder["old"], "new", "v3.0");
        Assert.Empty(DatasetCheck.Run(_folder["new"], _video));
        Convert(_folder["new"], "again", "v2.1");

        Assert.Equal(["a", "b", "a", "b", "a"], LeRobotDataset.Open(_folder["again"]).Episodes.Select(episode => episode.Labels["operator"]));
        Assert.Equal([null, "0.5", "1.0", null, "2.0"], LeRobotDataset.Open(_folder["again"]).Episodes.Select(episode => episode.Labels.GetValueOrDefault("score")));
        var (before, after) = (File.ReadAllLines(path), File.ReadAllLines(_folder["again/meta/episodes.jsonl"]));
        Assert.Equal(before.Length, after.Length);
        foreach (var (expected, line) in before.Zip(after))
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected.Replace(", \"extra\": {}", "")), JsonNode.Parse(line)), $"{expected}\n{line}");
    }

    [Fact]
    public async Task Lists_have_the_name_that_readers_of_the_older_version_know()
    {
        Legacy();
        using var old = await IndependentParquet.Open(_folder["old/data/chunk-000/episode_000000.parquet"]);
        var action = JsonNode.Parse(old.Metadata["huggingface"])!["info"]!["features"]!["action"]!;
        Assert.Equal("""{"feature":{"dtype":"float32","_type":"Value"},"length":2,"_type":"Sequence"}""", action.ToJsonString());
    }

    [Fact]
    public void A_download_cache_of_links_has_the_size_of_its_files()
    {
        var source = LeRobotDataset.Open(Legacy());
        foreach (var file in Directory.GetFiles(_folder["old"], "*", SearchOption.AllDirectories))
        {
            var link = file.Replace(_folder["old"], _folder["links"]);
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, file);
        }

        var linked = LeRobotDataset.Open(_folder["links"]);
        Assert.Equal(DatasetSummary.Of(source).Size, DatasetSummary.Of(linked).Size);
        Assert.Equal(ConversionPlan.Of(source, _folder["new"], "v3.0").Bytes, ConversionPlan.Of(linked, _folder["new"], "v3.0").Bytes);
        Convert(_folder["links"], "new", "v3.0");
        Assert.DoesNotContain(new DirectoryInfo(_folder["new"]).EnumerateFiles("*", SearchOption.AllDirectories), file => file.LinkTarget is not null);
    }

    [Fact]
    public void Statistics_of_a_camera_are_per_channel_whatever_its_name()
    {
        Convert(Sample.Directory, "old", "v2.1");
        foreach (var file in Directory.GetFiles(_folder["old/meta"]))
            File.WriteAllText(file, File.ReadAllText(file).Replace("observation.images.wrist", "observation.image"));
        Directory.Move(_folder["old/videos/chunk-000/observation.images.wrist"], _folder["old/videos/chunk-000/observation.image"]);
        Convert(_folder["old"], "new", "v3.0");
        var mean = JsonNode.Parse(File.ReadAllText(_folder["new/meta/stats.json"]))!["observation.image"]!["mean"]!.AsArray();
        Assert.Equal(3, mean.Count);
        Assert.All(mean, channel => Assert.Single(Assert.Single(channel!.AsArray())!.AsArray()));
    }

    [Fact]
    public void Statistics_of_unequal_length_are_named()
    {
        var path = Path.Combine(Legacy(), "meta/episodes_stats.jsonl");
        var lines = File.ReadAllLines(path).Select(line => JsonNode.Parse(line)!).ToArray();
        foreach (var (name, numbers) in lines[2]["stats"]!["action"]!.AsObject().ToArray())
            if (name != "count")
                numbers!.AsArray().RemoveAt(0);
        File.WriteAllLines(path, lines.Select(line => line.ToJsonString()));
        Assert.Contains($"{path}, episode 2: the statistics of 'action' have another length",
            Assert.Throws<DataException>(() => Convert(_folder["old"], "new", "v3.0")).Message);
    }

    [Fact]
    public void Large_forms_of_lists_and_texts_are_copied()
    {
        var source = LeRobotDataset.Open(Plain());
        var count = (int)source.Info.TotalFrames;
        var (ends, letters) = (new ArrowBuffer.Builder<long>().Append(0), new ArrowBuffer.Builder<byte>());
        var (offsets, numbers) = (new ArrowBuffer.Builder<long>().Append(0), new FloatArray.Builder());
        for (var i = 0; i < count; i++)
        {
            letters.Append(System.Text.Encoding.UTF8.GetBytes($"row {i}"));
            ends.Append(letters.Length);
            numbers.Append(i).Append(-i);
            offsets.Append(numbers.Length);
        }

        var lists = new LargeListArray(new LargeListType(new Field("item", FloatType.Default, true)), count, offsets.Build(), numbers.Build(), ArrowBuffer.Empty, 0);
        ParquetEdit.Add(_folder[$"plain/{Data}"], ("note", new LargeStringArray(count, ends.Build(), letters.Build(), ArrowBuffer.Empty)), ("pair", lists));
        Convert(_folder["plain"], "old", "v2.1");
        Convert(_folder["old"], "new", "v3.0");
        var found = new List<string>();
        ParquetEdit.Columns(_folder[$"new/{Data}"], (_, values) =>
        {
            if (values is StringArray notes)
                found.Add(notes.GetString(62));
            else if (values is ListArray pairs)
                found.Add(string.Join(", ", ((FloatArray)pairs.Values).Values.Slice(pairs.ValueOffsets[62], 2).ToArray()));
            return values;
        });
        Assert.Equal(["row 62", "62, -62"], found);
    }

    [Fact]
    public void An_episode_that_was_repaired_with_another_writer_is_joined_with_the_others()
    {
        var path = Path.Combine(Legacy(), "data/chunk-000/episode_000001.parquet");
        ParquetEdit.Vectors(path, "action", 2, rows => rows[3][1] = 0.25f);
        Convert(_folder["old"], "new", "v3.0");
        var dataset = LeRobotDataset.Open(_folder["new"]);
        Assert.Equal(0.25f, dataset.ReadFrames(dataset.Episodes[1]).Actions[3, 1]);
        Assert.Equal(LeRobotDataset.Open(_folder["plain"]).ReadFrames(LeRobotDataset.Open(_folder["plain"]).Episodes[2]).Actions, dataset.ReadFrames(dataset.Episodes[2]).Actions);
    }

    private static DictionaryArray Categories(long count)
    {
        var indices = new Int32Array.Builder();
        for (var i = 0; i < count; i++)
            indices.Append(i % 2);
        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), indices.Build(), new StringArray.Builder().Append("a").Append("b").Build());
    }

    // joining and cutting videos takes nearly all the time of a conversion
    private string Plain()
    {
        using var writer = new LeRobotDatasetWriter(_folder["plain"], Sample.Spec() with { Cameras = [] }, _video);
        for (var e = 0; e < Sample.Lengths.Length; e++)
            writer.Add(Sample.Episode(e, Sample.Lengths[e], Path.GetDirectoryName(Sample.Directory)!) with { Videos = new Dictionary<string, string>(), ImageStatistics = new Dictionary<string, ImageStatistics>() });
        writer.Complete();
        return _folder["plain"];
    }

    private string Legacy()
    {
        Convert(Plain(), "old", "v2.1");
        return _folder["old"];
    }

    private void Convert(string source, string destination, string version) =>
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(source), _folder[destination], version), _video, _video);
}

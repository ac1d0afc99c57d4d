using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class WriterTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_existing_folder_is_left_as_it_is()
    {
        Directory.CreateDirectory(_folder["set"]);
        File.WriteAllText(_folder["set/mine.txt"], "mine");
        var fault = Assert.Throws<DataException>(() => new LeRobotDatasetWriter(_folder["set"], Sample.Spec(), new FfmpegConcatenator()));
        Assert.Contains("exists already", fault.Message);
        Assert.Equal("mine", File.ReadAllText(_folder["set/mine.txt"]));
    }

    [Fact]
    public void Nothing_has_the_name_before_it_is_complete_and_nothing_stays_of_an_abandoned_one()
    {
        using (var writer = new LeRobotDatasetWriter(_folder["set"], Sample.Spec(), new FfmpegConcatenator()))
        {
            writer.Add(Sample.Episode(0, 12, _folder.Root));
            Assert.False(Directory.Exists(_folder["set"]));
            Assert.True(Directory.Exists(_folder["set.partial"]));
        }

        Assert.False(Directory.Exists(_folder["set"]) || Directory.Exists(_folder["set.partial"]));
    }

    [Fact]
    public void A_leftover_of_a_killed_run_is_replaced()
    {
        Directory.CreateDirectory(_folder["set.partial/data"]);
        File.WriteAllText(_folder["set.partial/.writing"], "");
        File.WriteAllText(_folder["set.partial/data/old.parquet"], "old");
        Sample.Write(_folder["set"], Sample.Spec(), _folder.Root);
        Assert.False(File.Exists(_folder["set/data/old.parquet"]) || File.Exists(_folder["set/.writing"]));
    }

    [Fact]
    public void Two_writers_of_one_dataset_do_not_mix()
    {
        using var first = new LeRobotDatasetWriter(_folder["set"], Sample.Spec(), new FfmpegConcatenator());
        var fault = Assert.Throws<DataException>(() => new LeRobotDatasetWriter(_folder["set"], Sample.Spec(), new FfmpegConcatenator()));
        Assert.Contains("another process", fault.Message);
    }

    [Fact]
    public void A_cancelled_dataset_is_not_made()
    {
        using var cancellation = new CancellationTokenSource();
        using (var writer = new LeRobotDatasetWriter(_folder["set"], Sample.Spec(), new FfmpegConcatenator()))
        {
            writer.Add(Sample.Episode(0, 12, _folder.Root));
            cancellation.Cancel();
            Assert.Throws<OperationCanceledException>(() => writer.Complete(cancellationToken: cancellation.Token));
        }

        Assert.False(Directory.Exists(_folder["set"]) || Directory.Exists(_folder["set.partial"]));
    }

    [Fact]
    public void Files_roll_over_at_their_size_limits()
    {
        Sample.Write(_folder["set"], Sample.Spec() with { DataFileMebibytes = 0, VideoFileMebibytes = 0, ChunkFiles = 2 }, _folder.Root);

        var dataset = LeRobotDataset.Open(_folder["set"]);
        Assert.Equal(
            ["chunk-000/file-000", "chunk-000/file-001", "chunk-001/file-000", "chunk-001/file-001", "chunk-002/file-000"],
            Directory.GetFiles(_folder["set/data"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => Path.GetRelativePath(_folder["set/data"], file).Replace(".parquet", "")));
        Assert.All(dataset.Episodes, episode => Assert.Equal((0.0, episode.Length / 10.0), (episode.Videos["wrist"].From, episode.Videos["wrist"].To)));
        Assert.Equal(Sample.State(4, 14, 2), dataset.ReadFrames(dataset.Episodes[4]).States[14, 2]);
        Assert.Equal(5, dataset.EpisodesOnDisk.Count);
    }

    [Fact]
    public async Task A_data_file_holds_a_bounded_number_of_episodes()
    {
        Sample.Write(_folder["set"], Sample.Spec() with { DataFileEpisodes = 2 }, _folder.Root);

        var dataset = LeRobotDataset.Open(_folder["set"]);
        var groups = new List<int>();
        foreach (var path in Directory.GetFiles(_folder["set/data"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var file = await IndependentParquet.Open(path);
            groups.Add(file.Footer.RowGroups.Count);
        }

        Assert.Equal([2, 2, 1], groups);
        Assert.Equal(Sample.State(3, 8, 1), dataset.ReadFrames(dataset.Episodes[3]).States[8, 1]);
    }

    [Fact]
    public void Episodes_that_do_not_fit_are_refused()
    {
        using var writer = new LeRobotDatasetWriter(_folder["set"], Sample.Spec(), new FfmpegConcatenator());
        var good = Sample.Episode(0, 12, _folder.Root);
        Refused(good with { States = new float[12, 2] }, "[12, 2] where [12, 3] belongs");
        Refused(good with { Actions = With(good.Actions, 5, 1, float.NaN) }, "frame 5", "'action' is NaN in dimension 1 (dy)");
        Refused(good with { Stages = [new("reach", 0, 13)] }, "'reach' [0, 13)");
        Refused(good with { Stages = [new("reach", 0, 8), new("grasp", 7, 12)] }, "frame 7", "overlaps");
        Refused(good with { Videos = new Dictionary<string, string> { ["front"] = good.Videos["front"] } }, "camera 'wrist'");
        Refused(good with { Videos = good.Videos.ToDictionary(pair => pair.Key, _ => FfmpegConcatenator.Encode(_folder["11.mp4"], 64, 48, 10, 11)) }, "11 frames; the episode has 12");
        Refused(good with { Videos = good.Videos.ToDictionary(pair => pair.Key, _ => FfmpegConcatenator.Encode(_folder["large.mp4"], 128, 48, 10, 12)) }, "128x48");
        Refused(good with { Timestamps = [.. good.Timestamps.Select(t => 2 * t)] }, "frame 1", "timestamp");
        Refused(good with { Labels = new Dictionary<string, string> { ["length"] = "3" } }, "label 'length'");

        // what was refused left no trace
        writer.Add(good);
        writer.Complete();
        Assert.Single(LeRobotDataset.Open(_folder["set"]).Episodes);

        void Refused(EpisodeRecording episode, params string[] parts)
        {
            var message = Assert.Throws<DataException>(() => writer.Add(episode)).Message;
            foreach (var part in parts)
                Assert.Contains(part, message);
        }
    }

    [Fact]
    public void Reading_an_episode_touches_only_its_own_rows()
    {
        Sample.Write(_folder["set"], Sample.Spec(), _folder.Root);
        var path = _folder["set/data/chunk-000/file-000.parquet"];
        var bytes = File.ReadAllBytes(path);
        // the first row group's pages lie behind the magic number
        bytes.AsSpan(4, 300).Fill(0xA5);
        File.WriteAllBytes(path, bytes);

        var dataset = LeRobotDataset.Open(_folder["set"]);
        Assert.Equal(Sample.State(4, 3, 0), dataset.ReadFrames(dataset.Episodes[4]).States[3, 0]);
        Assert.Throws<DataException>(() => dataset.ReadFrames(dataset.Episodes[0]));
    }

    private static float[,] With(float[,] values, int row, int column, float value)
    {
        var copy = (float[,])values.Clone();
        copy[row, column] = value;
        return copy;
    }
}

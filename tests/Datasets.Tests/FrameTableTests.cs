using CsCheck;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class FrameTableTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly LeRobotDataset _dataset = LeRobotDataset.Open(Sample.Directory);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_come_back_as_they_went() =>
        Gen.Select(Gen.Float.Array[27], Gen.Float.Array[27]).Sample((stage, progress) =>
        {
            IReadOnlyList<Episode> episodes = [_dataset.Episodes[2], _dataset.Episodes[1]];
            var table = FrameTable.Of(episodes, new Dictionary<string, IReadOnlyList<float[]>>
            {
                ["stage"] = [stage[..20], stage[20..]],
                ["progress"] = [progress[..20], progress[20..]],
            }, new Dictionary<string, string> { ["model"] = "none" });
            table.Write(_folder["table.parquet"]);
            var read = FrameTable.Read(_folder["table.parquet"]);

            Assert.Equal(Enumerable.Range(12, 27).Select(i => (long)i), read.Index);
            Assert.Equal("none", Assert.Single(read.Metadata).Value);
            foreach (var (episode, from) in new[] { (episodes[0], 0), (episodes[1], 20) })
            {
                Assert.Equal(stage[from..(from + episode.Length)], read.Slice(episode).Column("stage"));
                Assert.Equal(progress[from..(from + episode.Length)], read.Slice(episode).Column("progress"));
            }
        }, iter: 20, threads: 1);

    [Fact]
    public void Slicing_an_episode_that_is_not_there_is_refused()
    {
        var table = FrameTable.Of([_dataset.Episodes[1]], new Dictionary<string, IReadOnlyList<float[]>> { ["x"] = [new float[7]] });
        Assert.Contains("episode 2", Assert.Throws<DataException>(() => table.Slice(_dataset.Episodes[2])).Message);
        Assert.Contains("it has: x", Assert.Throws<DataException>(() => table.Column("y")).Message);
    }

    [Fact]
    public async Task Progress_is_what_LeRobot_reads()
    {
        var path = _folder[SarmProgressFile.FileName];
        float[][] progress = [.. _dataset.Episodes.Select(e => Enumerable.Range(0, e.Length).Select(t => t == 3 ? float.NaN : (float)t / e.Length).ToArray())];
        SarmProgressFile.Write(path, _dataset.Episodes, progress, "runs/x/reward");

        using (var file = await IndependentParquet.Open(path))
        {
            Assert.Equal(["index", "episode_index", "frame_index", "progress_sparse"], file.Columns);
            Assert.Equal("runs/x/reward", file.Metadata["reward_model_path"]);
            Assert.DoesNotContain("huggingface", file.Metadata.Keys);
            Assert.Equal(Enumerable.Range(0, 63).Select(i => (long)i), await file.Values<long>("index", 0));
            Assert.Equal(progress.SelectMany(x => x), await file.Values<float>("progress_sparse", 0));
        }

        var read = SarmProgressFile.Read(path);
        Assert.Equal("runs/x/reward", read.RewardModelPath);
        Assert.Equal(progress[3], read.Progress(_dataset.Episodes[3]));
    }

    [Fact]
    public void A_table_without_progress_or_out_of_order_is_refused()
    {
        var path = _folder["bad.parquet"];
        FrameTable.Of(_dataset.Episodes, new Dictionary<string, IReadOnlyList<float[]>> { ["x"] = [.. Sample.Lengths.Select(n => new float[n])] }).Write(path);
        Assert.Contains("'progress_sparse' is missing", Assert.Throws<DataException>(() => SarmProgressFile.Read(path)).Message);
        ParquetEdit.Integers(path, "index", rows => (rows[5], rows[6]) = (rows[6], rows[5]));
        Assert.Contains("not sorted", Assert.Throws<DataException>(() => FrameTable.Read(path)).Message);
        ParquetEdit.Drop(path, "episode_index");
        Assert.Contains("'episode_index' is missing", Assert.Throws<DataException>(() => FrameTable.Read(path)).Message);
    }

    [Fact]
    public void A_failed_write_leaves_the_older_file()
    {
        Files.AtomicFile.Write(_folder["a.txt"], stream => stream.WriteByte((byte)'a'));
        Assert.Throws<InvalidOperationException>(() => Files.AtomicFile.Write(_folder["a.txt"], _ => throw new InvalidOperationException()));
        Assert.Equal("a", File.ReadAllText(_folder["a.txt"]));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }
}

using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public class ReadingTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        var dataset = LeRobotDataset.Open(Sample.Directory);

        Assert.Equal("v3.0", dataset.Info.CodebaseVersion);
        Assert.Equal(Sample.Fps, dataset.Info.Fps);
        Assert.Equal(["front", "wrist"], dataset.Cameras);
        Assert.Equal(["pick the cube", "wipe the table"], dataset.Tasks);
        Assert.Equal(Sample.Lengths, dataset.Episodes.Select(episode => episode.Length));
        Assert.Equal([3, 4], dataset.Split("holdout").Select(episode => episode.Index));
        foreach (var episode in dataset.Episodes)
        {
            Assert.Equal(Sample.Lengths.Take(episode.Index).Sum(), episode.FromIndex);
            Assert.Equal(episode.Index % 2 == 0 ? "fluent" : "hesitant", episode.Labels["quality"]);
            Assert.Equal([new("reach", 0, episode.Length / 2), new("grasp", episode.Length / 2, episode.Length)], episode.Stages);
            Assert.Equal((double)episode.FromIndex / Sample.Fps, episode.Videos["front"].From, 1e-9);
            Assert.Equal(new FilePlace(episode.Index, episode.FromIndex, Sample.Lengths.Sum()), episode.Videos["front"].Place);
            var frames = dataset.ReadFrames(episode);
            Assert.Equal(episode.Length, frames.Length);
            for (var t = 0; t < frames.Length; t++)
            {
                Assert.Equal((float)t / Sample.Fps, frames.Timestamps[t]);
                for (var d = 0; d < 3; d++)
                    Assert.Equal(Sample.State(episode.Index, t, d), frames.States[t, d]);
                Assert.Equal(-Sample.State(episode.Index, t, 1), frames.Actions[t, 1]);
            }
        }
    }

    [Fact]
    public void A_partial_v21_download_opens_and_tells_which_episodes_are_here()
    {
        var dataset = LeRobotDataset.Open(SharedData.Require("g1-bottle"));

        Assert.Equal(100, dataset.Episodes.Count);
        Assert.Equal(Enumerable.Range(10, 30), dataset.EpisodesOnDisk.Select(episode => episode.Index));
        foreach (var episode in dataset.EpisodesOnDisk)
        {
            var frames = dataset.ReadFrames(episode);
            Assert.Equal((episode.Length, 26, 26), (frames.Length, frames.States.GetLength(1), frames.Actions.GetLength(1)));
        }

        var fault = Assert.Throws<DataException>(() => dataset.ReadFrames(dataset.Episodes[3]));
        Assert.Contains("episode_000003.parquet", fault.Message);
        Assert.Contains("missing", fault.Message);
        fault = Assert.Throws<DataException>(() => dataset.RequireFiles(dataset.Episodes));
        Assert.Contains("episode 0", fault.Message);
    }

    [Fact]
    public void An_unknown_split_names_the_known_ones()
    {
        var fault = Assert.Throws<DataException>(() => LeRobotDataset.Open(Sample.Directory).Split("validation"));
        Assert.Contains("train, holdout", fault.Message);
    }
}

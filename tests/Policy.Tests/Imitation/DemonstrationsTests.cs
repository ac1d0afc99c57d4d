using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Imitation;

namespace Robotics.Policy.Tests.Imitation;

/// <summary>Demonstrations from a LeRobot dataset with real video files.</summary>
public sealed class DemonstrationsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly PolicySettings Settings = new() { Cameras = ["front"], ImageSize = 16 };

    [Fact]
    public void Numbers_labels_and_images_of_every_episode_are_aligned()
    {
        var dataset = WriteDataset("aligned", actionSize: 2);
        var reports = new List<double>();
        using var demonstrations = Demonstrations.Load(dataset, dataset.Episodes, Settings, Path.Combine(folder.Path, "fresh"), new Recorder(reports));
        Assert.Equal([0, 6], demonstrations.Episodes.Select(e => e.FirstFrame));
        Assert.Equal([true, false], demonstrations.Episodes.Select(e => e.Successful));
        Assert.Equal(0.1, demonstrations.ControlPeriod, 9);
        Assert.Equal([0.5, 1.0], reports);
        foreach (var episode in demonstrations.Episodes)
        {
            for (var t = 0; t < episode.Length; t++)
            {
                // the recording writes the brightness of its frame into the state
                Assert.InRange(demonstrations.Images["front"][episode.FirstFrame + t][0], episode.States[t, 0] - 6, episode.States[t, 0] + 6);
            }
        }

        using var second = Demonstrations.Load(dataset, [dataset.Episodes[1]], Settings, Path.Combine(folder.Path, "cache"));
        Assert.Equal((0, 9), (second.Episodes[0].FirstFrame, second.Images["front"].Frames));
    }

    [Fact]
    public void Weights_belong_to_the_episodes_in_order()
    {
        var dataset = WriteDataset("weights", actionSize: 2);
        using var demonstrations = Demonstrations.Load(dataset, dataset.Episodes, Settings, Path.Combine(folder.Path, "cache"));
        var weights = RewardAlignedWeights.Compute([new float[6], new float[9]], 4);
        Assert.Equal(weights[1], demonstrations.With(weights).Episodes[1].Weights);
        Assert.Throws<ArgumentException>(() => demonstrations.With(RewardAlignedWeights.Compute([new float[6]], 4)));
    }

    [Fact]
    public void A_dataset_without_actions_teaches_no_policy()
    {
        var dataset = WriteDataset("observations", actionSize: 0);
        var e = Assert.Throws<DataException>(() => Demonstrations.Load(dataset, dataset.Episodes, Settings, folder.Path));
        Assert.Contains("episode 0 has no actions", e.Message);
    }

    private LeRobotDataset WriteDataset(string name, int actionSize)
    {
        var directory = Path.Combine(folder.Path, name);
        var spec = new DatasetSpec(
            10, "test", ["brightness"], [.. Enumerable.Range(0, actionSize).Select(i => $"a{i}")], [new CameraSpec("front", 32, 32)], new Dictionary<string, (int From, int To)>());
        using (var writer = new LeRobotDatasetWriter(directory, spec, new VideoConcatenator()))
        {
            writer.Add(Record(name, 6, 10, actionSize, "true"));
            writer.Add(Record(name, 9, 120, actionSize, "false"));
            writer.Complete();
        }

        return LeRobotDataset.Open(directory);
    }

    private EpisodeRecording Record(string name, int frames, int brightness, int actionSize, string success)
    {
        var path = Path.Combine(folder.Path, $"{name}-{frames}.mp4");
        var statistics = new ImageStatistics();
        var states = new float[frames, 1];
        using (var video = new VideoWriter(path, 32, 32, 10))
        {
            for (var t = 0; t < frames; t++)
            {
                states[t, 0] = brightness + (10 * t);
                var image = new RgbImage(32, 32, [.. Enumerable.Repeat((byte)states[t, 0], 32 * 32 * 3)]);
                video.Write(image.Pixels);
                statistics.Add(image);
            }

            video.Complete();
        }

        return new EpisodeRecording(
            "do it",
            [.. Enumerable.Range(0, frames).Select(t => t / 10f)],
            states,
            new float[frames, actionSize],
            new Dictionary<string, string> { ["front"] = path },
            [],
            new Dictionary<string, string> { [SuccessLabel.Name] = success },
            new Dictionary<string, ImageStatistics> { ["front"] = statistics });
    }

    private sealed class Recorder(List<double> reports) : IProgress<double>
    {
        public void Report(double value) => reports.Add(value);
    }
}

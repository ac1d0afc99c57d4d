using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Simulation.Recording;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Recording;

public sealed class DatasetRecordingTests : IDisposable
{
    private static readonly RecordingSettings Tiny = RecordingPlanTests.Only(trainFluent: 2, trainFailing: 1, holdoutFluent: 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("recording").FullName;

    private string Output => Path.Combine(_folder, "dataset");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_recording_is_a_dataset_with_stages_labels_splits_videos_and_truth()
    {
        var result = DatasetRecording.Run(Tiny, TestWorker.Launch, Output);
        var dataset = LeRobotDataset.Open(Output);
        Assert.Equal((4, 4), (result.Episodes, dataset.Episodes.Count));
        Assert.Equal(result.Frames, dataset.Info.TotalFrames);
        Assert.Equal((3, 1), (dataset.Split("train").Count, dataset.Split("holdout").Count));
        Assert.Equal(["front", "side", "wrist"], dataset.Cameras);
        Assert.Equal(["fluent", "fluent", "fluent", "failing"], dataset.Episodes.Select(e => e.Labels["quality"]).OrderDescending());
        Assert.Equal(1, dataset.TemporalProportions!.Values.Sum(), 1e-6);
        // held-out and failing demonstrations have no say in what the models learn from
        Episode[] learned = [.. dataset.Split("train").Where(episode => episode.Succeeded())];
        Assert.Equal(2, learned.Length);
        foreach (var (stage, share) in dataset.TemporalProportions)
            Assert.Equal(learned.Average(e => e.Stages.Where(s => s.Name == stage).Sum(s => (s.End - s.Start) / (double)e.Length)), share, 1e-6);
        var truth = FrameTable.Read(Path.Combine(Output, "ground_truth.parquet"));
        foreach (Episode episode in dataset.Episodes)
            CheckEpisode(dataset, episode, truth.Slice(episode));
        Assert.False(Directory.Exists(Output + ".recording"));
    }

    [Fact]
    public void A_stopped_recording_goes_on_and_gives_the_same_dataset()
    {
        DatasetRecording.Run(Tiny, TestWorker.Launch, Output);
        using var stop = new CancellationTokenSource();
        string resumed = Path.Combine(_folder, "resumed");
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetRecording.Run(Tiny, TestWorker.Launch, resumed, new StopAfter(2, stop), stop.Token));
        Assert.False(Directory.Exists(resumed));
        string[] kept = Directory.GetDirectories(resumed + ".recording", "episode_*");
        Assert.Equal(2, kept.Length);
        DateTime[] written = [.. kept.Select(Directory.GetLastWriteTimeUtc)];
        // what a killed worker leaves behind
        Directory.CreateDirectory(Path.Combine(resumed + ".recording", "episode_000002.partial"));

        var other = Assert.Throws<DataException>(() => DatasetRecording.Run(Tiny with { Seed = 9 }, TestWorker.Launch, resumed));
        Assert.Contains("other settings", other.Message);
        Assert.Equal(written, kept.Select(Directory.GetLastWriteTimeUtc));

        DatasetRecording.Run(Tiny with { Workers = 2 }, TestWorker.Launch, resumed);
        foreach (string file in Directory.GetFiles(Output, "*", SearchOption.AllDirectories))
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(resumed, Path.GetRelativePath(Output, file)))), file);
    }

    [Fact]
    public void An_output_that_exists_stays_untouched()
    {
        Directory.CreateDirectory(Output);
        var fault = Assert.Throws<DataException>(() => DatasetRecording.Run(Tiny, TestWorker.Launch, Output));
        Assert.Contains("exists already", fault.Message);
        Assert.Empty(Directory.GetFileSystemEntries(Output));
    }

    [Fact]
    public void A_worker_that_dies_is_counted_and_its_episode_recorded_again()
    {
        string flag = Path.Combine(_folder, "died");
        var launch = TestWorker.Shell($"if [ -e '{flag}' ]; then $WORKER; fi; touch '{flag}'; exit 7");
        var result = DatasetRecording.Run(RecordingPlanTests.Only(trainFluent: 1), launch, Output);
        Assert.Equal((1, 1), (result.Episodes, result.LostWorkers));
        Assert.Contains("exit code 7", result.LastLoss);
    }

    [Fact]
    public void Workers_that_always_die_end_the_recording_with_the_reason()
    {
        var fault = Assert.Throws<RecordingException>(() => DatasetRecording.Run(Tiny, TestWorker.Shell("echo no luck >&2; exit 7"), Output));
        Assert.Contains("no luck", fault.Message);
        Assert.False(Directory.Exists(Output));
    }

    private static void CheckEpisode(LeRobotDataset dataset, Episode episode, FrameTable truth)
    {
        var frames = dataset.ReadFrames(episode);
        Assert.Equal((PickPlaceSimulation.StateSize, PickPlaceSimulation.ActionSize), (frames.States.GetLength(1), frames.Actions.GetLength(1)));
        Assert.All(dataset.Cameras, camera => Assert.Equal(episode.Length, EpisodeVideo.Read(episode.Videos[camera], episode.Length, 10).Count()));
        float[] stage = truth.Column("stage"), progress = truth.Column("progress");
        foreach (StageAnnotation annotation in episode.Stages)
            Assert.All(stage[annotation.Start..annotation.End], s => Assert.Equal(annotation.Name, PickPlaceStages.Names[(int)s]));
        Assert.Equal(episode.Length, episode.Stages.Sum(annotation => annotation.End - annotation.Start));
        Assert.All(progress, p => Assert.InRange(p, 0, 1));
        bool success = episode.Labels["success"] == "true";
        Assert.Equal(success ? "success" : "partial", episode.Labels["outcome"]);
        Assert.Equal(success, progress[^1] == 1);
        Assert.Equal(0, progress[0]);
        // the last frame is the end, in which nothing moves on
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(axis => frames.Actions[episode.Length - 1, axis]));
        Assert.NotEqual([0, 0, 0], Enumerable.Range(0, 3).Select(axis => frames.Actions[0, axis]));
    }

    private sealed class StopAfter(int episodes, CancellationTokenSource stop) : IProgress<RecordingProgress>
    {
        public void Report(RecordingProgress value)
        {
            if (value.Episodes >= episodes)
                stop.Cancel();
        }
    }
}

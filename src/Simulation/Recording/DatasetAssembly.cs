using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Perception.Video;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>Puts finished episodes together into a LeRobot v3.0 dataset, with the simulator's ground truth beside it.</summary>
internal static class DatasetAssembly
{
    private const string GroundTruthName = "ground_truth.parquet";
    private const int FramesPerSecond = 10;

    internal static void Run(
        RecordingSettings settings, IReadOnlyList<EpisodePlan> plan, StagingFolder staging, CancellationToken cancellation)
    {
        if (Directory.Exists(staging.Assembled))
            Directory.Delete(staging.Assembled, recursive: true);
        StagedEpisode[] episodes = [.. plan.Select(episode => StagedEpisode.Read(staging.Piece(episode.Index)))];
        var proportions = Proportions(episodes);
        using (var writer = new LeRobotDatasetWriter(staging.Assembled, Spec(settings, plan), new VideoConcatenator()))
        {
            foreach (StagedEpisode episode in episodes)
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Add(Recording(episode, staging, settings.Task.Cameras));
            }

            writer.Complete(proportions, cancellation);
        }

        WriteGroundTruth(staging.Assembled, episodes, proportions);
    }

    private static DatasetSpec Spec(RecordingSettings settings, IReadOnlyList<EpisodePlan> plan)
    {
        var environment = PickPlaceEnvironment.Describe(settings.Task);
        int size = settings.Task.ImageSize;
        return new DatasetSpec(
            FramesPerSecond, "mujoco_arm6", environment.StateNames, environment.ActionNames,
            [.. settings.Task.Cameras.Select(camera => new CameraSpec(camera, size, size))], RecordingPlan.Splits(plan));
    }

    /// <summary>Mean share of each stage over the successful demonstrations to learn from (SARM, equation 1).</summary>
    private static IReadOnlyDictionary<string, double> Proportions(StagedEpisode[] episodes)
    {
        StagedEpisode[] successes = [.. episodes.Where(episode => episode.Plan.Outcome == Outcome.Success)];
        StagedEpisode[] train = [.. successes.Where(episode => episode.Plan.Split == "train")];
        StagedEpisode[] source = train.Length > 0 ? train : successes;
        return source.Length > 0
            ? TemporalShares.Of(source.Select(episode => episode.Annotations()))
            : PickPlaceStages.Names.Zip(PickPlaceStages.Proportions).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static EpisodeRecording Recording(StagedEpisode episode, StagingFolder staging, IReadOnlyList<string> cameras)
    {
        int frames = episode.Stages.Length;
        string directory = staging.Piece(episode.Plan.Index);
        return new EpisodeRecording(
            PickPlaceEnvironment.Instruction,
            [.. Enumerable.Range(0, frames).Select(frame => (float)frame / FramesPerSecond)],
            FrameRows.Table(episode.States, PickPlaceSimulation.StateSize), FrameRows.Table(episode.Actions, PickPlaceSimulation.ActionSize),
            cameras.ToDictionary(camera => camera, camera => StagedEpisode.VideoPath(directory, camera)),
            episode.Annotations(),
            Labels(episode),
            cameras.ToDictionary(camera => camera, camera => ImageStatistics.Restore(frames, episode.Histograms[camera])));
    }

    private static Dictionary<string, string> Labels(StagedEpisode episode) => new()
    {
        ["quality"] = Word(episode.Plan.Quality),
        [SuccessLabel.Name] = episode.Plan.Outcome == Outcome.Success ? "true" : "false",
        ["outcome"] = Word(episode.Plan.Outcome),
        ["failure"] = Word(episode.Plan.Failure),
        ["seed"] = episode.Result.Seed.ToString(),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static void WriteGroundTruth(string directory, StagedEpisode[] staged, IReadOnlyDictionary<string, double> proportions)
    {
        double[] shares = [.. PickPlaceStages.Names.Select(name => proportions.GetValueOrDefault(name))];
        var columns = new Dictionary<string, IReadOnlyList<float[]>>
        {
            ["stage"] = [.. staged.Select(e => e.Stages.Select(stage => (float)stage).ToArray())],
            ["stage_fraction"] = [.. staged.Select(e => e.Fractions.Select(fraction => (float)fraction).ToArray())],
            ["progress"] = [.. staged.Select(e => e.Stages.Zip(e.Fractions, (stage, fraction) => (float)PickPlaceStages.Progress(shares, stage, fraction)).ToArray())],
        };
        FrameTable.Of(LeRobotDataset.Open(directory).Episodes, columns).Write(Path.Combine(directory, GroundTruthName));
    }
}

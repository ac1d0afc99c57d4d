using System.Globalization;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Perception.Video;
using Robotics.Policy;

namespace Robotics.RobotBridge.Episodes;

/// <summary>Puts recorded episodes together into a LeRobot v3.0 dataset with its progress file and rewards: ready for the next training.</summary>
internal static class RecordedDataset
{
    /// <summary>Writes <see cref="StagingFolder.Assembled"/>; what an interrupted call left there is replaced.</summary>
    public static void Assemble(
        StagingFolder staging, int episodes, IEmbodiment embodiment, IReadOnlyList<string> cameras, int fps, string robotType)
    {
        if (Directory.Exists(staging.Assembled))
            Directory.Delete(staging.Assembled, recursive: true);
        var recorded = Enumerable.Range(0, episodes).Select(episode => RecordedEpisode.Read(staging.Piece(episode))).ToArray();
        var spec = new DatasetSpec(
            fps, robotType, embodiment.StateNames, embodiment.ActionNames,
            [.. cameras.Select(camera => new CameraSpec(camera, recorded[0].Sizes[camera][0], recorded[0].Sizes[camera][1]))],
            new Dictionary<string, (int, int)>());
        using (var writer = new LeRobotDatasetWriter(staging.Assembled, spec, new VideoConcatenator()))
        {
            for (var episode = 0; episode < episodes; episode++)
                writer.Add(Recording(recorded[episode], staging.Piece(episode), spec));
            writer.Complete();
        }
        WriteRewards(staging.Assembled, recorded);
        CopyBags(staging, episodes);
    }

    private static EpisodeRecording Recording(RecordedEpisode episode, string directory, DatasetSpec spec) => new(
        episode.Task,
        [.. Enumerable.Range(0, episode.Length).Select(frame => (float)((double)frame / spec.Fps))],
        FrameRows.Table(episode.States, spec.StateNames.Count),
        FrameRows.Table(episode.Actions, spec.ActionNames.Count),
        spec.Cameras.ToDictionary(camera => camera.Name, camera => RecordedEpisode.VideoPath(directory, camera.Name)),
        // stages are for people to annotate; what the model believes stands with the rewards
        [],
        new Dictionary<string, string>
        {
            ["estimated_success"] = episode.Success.ToString("0.##", CultureInfo.InvariantCulture),
            ["missing_frames"] = episode.MissingFrames.ToString(CultureInfo.InvariantCulture),
            ["start_stamp"] = episode.StartStamp.ToString(CultureInfo.InvariantCulture),
        },
        spec.Cameras.ToDictionary(camera => camera.Name, camera => ImageStatistics.Restore(episode.Length, episode.Histograms[camera.Name])));

    private static void WriteRewards(string directory, RecordedEpisode[] recorded)
    {
        var episodes = LeRobotDataset.Open(directory).Episodes;
        var model = recorded[0].Model;
        SarmProgressFile.Write(Path.Combine(directory, SarmProgressFile.FileName), episodes, [.. recorded.Select(episode => episode.Progress)], model);
        FrameTable.Of(
            episodes,
            new Dictionary<string, IReadOnlyList<float[]>>
            {
                ["stage"] = [.. recorded.Select(episode => episode.Stages)],
                ["progress"] = [.. recorded.Select(episode => episode.Progress)],
                ["confidence"] = [.. recorded.Select(episode => episode.Confidence)],
                ["reward"] = [.. recorded.Select(episode => episode.Rewards)],
            },
            new Dictionary<string, string> { ["reward_model_id"] = model, [RewardLabelsFile.StagesKey] = RewardLabelsFile.StagesText(Stages(recorded)) })
            .Write(Path.Combine(directory, RewardLabelsFile.FileName));
    }

    /// <summary>The names of the stages, each from the first episode that came to it.</summary>
    private static IEnumerable<string> Stages(RecordedEpisode[] recorded) =>
        Enumerable.Range(0, recorded.Max(episode => episode.StageNames.Length))
            .Select(stage => recorded.Select(episode => episode.StageNames.ElementAtOrDefault(stage)).FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? "");

    private static void CopyBags(StagingFolder staging, int episodes)
    {
        for (var episode = 0; episode < episodes; episode++)
        {
            var bag = RecordedEpisode.BagPath(staging.Piece(episode));
            if (!File.Exists(bag))
                continue;
            var target = Directory.CreateDirectory(Path.Combine(staging.Assembled, "bags"));
            File.Copy(bag, Path.Combine(target.FullName, $"episode_{episode:D6}.mcap"));
        }
    }
}

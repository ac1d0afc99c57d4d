using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Images;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Writes one episode of a dataset as an MCAP recording that Foxglove shows and ROS 2 replays: images as JPEG, state and
/// action as joint states, progress and reward where the episode was relabelled. Holds one frame.
/// </summary>
public static class EpisodeExport
{
    /// <summary>Exports; the file appears under its name only when it is whole.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="episode">One of its episodes.</param>
    /// <param name="labels">Table of progress and reward; null without.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Compression and time.</param>
    /// <param name="progress">Told the frames written.</param>
    /// <param name="cancellation">Stops; nothing is left then.</param>
    /// <exception cref="DataException">A file of the episode is missing or broken, or the labels lack frames of it.</exception>
    public static void Run(
        LeRobotDataset dataset, Episode episode, FrameTable? labels, string path, EpisodeExportOptions options,
        Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(episode);
        ArgumentNullException.ThrowIfNull(options);
        if (dataset.Cameras.GroupBy(EpisodeTopics.Camera).FirstOrDefault(topic => topic.Count() > 1) is { } shared)
            throw new DataException(new Defect(dataset.Directory, $"its cameras {string.Join(" and ", shared)} would both be on the topic {shared.Key}.", "Rename one of them."));
        dataset.RequireFiles([episode]);
        var frames = dataset.ReadFrames(episode);
        var known = labels is null ? null : FrameLabels.Of(labels, episode);
        var cameras = dataset.Cameras.ToDictionary(camera => camera, camera =>
            new EpisodeVideoReader(episode.Videos[camera], episode.Length, dataset.Info.Fps));
        try
        {
            AtomicFile.Write(path, stream =>
            {
                using var bag = new BagWriter(stream, new McapWriterOptions { Compression = options.Compression });
                bag.Describe(new McapMetadata(EpisodeTopics.Metadata, new Dictionary<string, string>(episode.Labels)
                {
                    [EpisodeTopics.TaskKey] = Task(episode),
                    ["source_dataset"] = Path.GetFileName(dataset.Directory),
                    ["source_episode"] = $"{episode.Index}",
                }));
                var start = episode.Labels.TryGetValue(BagImport.StartLabel, out var label) && long.TryParse(label, out var recorded) && recorded > 0 ? recorded : options.Start;
                var frame = new FrameExport(bag, options.JpegQuality, Names(dataset, "observation.state", frames.States), Names(dataset, "action", frames.Actions), episode);
                for (var t = 0; t < episode.Length; t++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var stamp = start + (long)Math.Round(frames.Timestamps[t] * 1e9);
                    foreach (var (name, video) in cameras)
                        frame.WriteImage(stamp, name, video);
                    frame.WriteJoints(stamp, t, frames);
                    frame.WriteStage(stamp, t);
                    if (known is not null)
                        frame.WriteLabels(stamp, t, known);
                    progress?.Invoke(t + 1);
                }

                bag.Complete();
            });
        }
        finally
        {
            foreach (var video in cameras.Values)
                video.Dispose();
        }
    }

    private static string Task(Episode episode) => episode.Tasks is [var first, ..] ? first : "";

    // joint messages are read by name, so names must be there and differ
    private static string[] Names(LeRobotDataset dataset, string feature, float[,] values)
    {
        var size = values.GetLength(1);
        var names = dataset.Info.Features.GetValueOrDefault(feature)?.Names;
        return names?.Count == size && names.Distinct().Count() == size
            ? [.. names]
            : [.. Enumerable.Range(0, size).Select(i => $"{feature.Split('.')[^1]}_{i}")];
    }

    private sealed class FrameExport(BagWriter bag, int quality, string[] stateNames, string[] actionNames, Episode episode)
    {
        private byte[] _pixels = [];

        public void WriteImage(long stamp, string camera, EpisodeVideoReader video)
        {
            Array.Resize(ref _pixels, video.Width * video.Height * 3);
            video.Read(_pixels);
            var image = new RgbImage(video.Width, video.Height, _pixels);
            bag.Write(EpisodeTopics.Camera(camera), stamp, new CompressedImage { Header = Header(stamp, camera), Format = "jpeg", Data = ImageFile.EncodeJpeg(image, quality) });
        }

        public void WriteJoints(long stamp, int t, EpisodeFrames frames)
        {
            if (stateNames.Length > 0)
                bag.Write(EpisodeTopics.JointStates, stamp, Joints(stamp, stateNames, frames.States, t));
            if (actionNames.Length > 0)
                bag.Write(EpisodeTopics.JointCommands, stamp, Joints(stamp, actionNames, frames.Actions, t));
        }

        public void WriteStage(long stamp, int t)
        {
            if (episode.Stages.Count > 0)
                bag.Write(EpisodeTopics.AnnotatedStage, stamp, new Ros2.Messages.StdMsgs.String { Data = episode.Stages.FirstOrDefault(stage => t >= stage.Start && t < stage.End)?.Name ?? "" });
        }

        public void WriteLabels(long stamp, int t, FrameLabels labels)
        {
            if (!float.IsFinite(labels.Progress[t]))
                return;
            var stage = labels.Stage is { } stages && stages[t] >= 0 ? (int)stages[t] : -1;
            bag.Write(EpisodeTopics.TaskProgress, stamp, new TaskProgress
            {
                Header = Header(stamp, ""),
                Task = Task(episode),
                Stage = (uint)Math.Max(stage, 0),
                StageName = labels.StageNames.ElementAtOrDefault(stage) ?? "",
                Progress = labels.Progress[t],
                Confidence = labels.Confidence?[t] ?? float.NaN,
                Reward = labels.Reward?[t] ?? float.NaN,
                Success = float.NaN,
                Model = labels.Model,
            });
            bag.Write(EpisodeTopics.Progress, stamp, new Float32 { Data = labels.Progress[t] });
            if (labels.Reward is { } rewards)
                bag.Write(EpisodeTopics.Reward, stamp, new Float32 { Data = rewards[t] });
            if (labels.Weight is { } weights)
                bag.Write(EpisodeTopics.Weight, stamp, new Float32 { Data = weights[t] });
        }

        private static JointState Joints(long stamp, string[] names, float[,] values, int t) => new()
        {
            Header = Header(stamp, ""),
            Name = names,
            Position = [.. Enumerable.Range(0, names.Length).Select(i => (double)values[t, i])],
        };

        private static Header Header(long stamp, string frame) => new() { Stamp = RosTime.Stamp(stamp), FrameId = frame };
    }
}

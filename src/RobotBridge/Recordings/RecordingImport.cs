using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Turns one recording into staged episodes in two passes: first stamps, numbers and stages, from which the frames are chosen,
/// then the pixels of the chosen images, straight into videos.
/// </summary>
internal static class RecordingImport
{
    // what a lossy network takes; more has a reason that can be mended
    private const double LargestMissingShare = 0.15;
    private const int FewestMissing = 10;
    private const int MostAttempts = 10;

    /// <summary>Imports.</summary>
    /// <param name="bag">The recording.</param>
    /// <param name="settings">Which topic is what.</param>
    /// <param name="directory">Folder that holds the finished episodes afterwards, and exists only then.</param>
    /// <param name="progress">Told the frames that are encoded, of how many.</param>
    /// <param name="cancellation">Stops; nothing is left under the folder's name then.</param>
    public static void Run(RecordedBag bag, BagImportSettings settings, string directory, Action<int, int> progress, CancellationToken cancellation)
    {
        // as they are now: what is appended later was not read
        var files = RecordedFile.Of(bag);
        var metadata = bag.Episode();
        var task = Task(bag, settings, metadata);
        var labels = metadata.Where(pair => pair.Key != EpisodeTopics.TaskKey && EpisodeRecording.IsLabel(pair.Key)).ToDictionary();
        var scan = new BagScan(bag, settings);
        scan.Read(cancellation);
        var partial = directory + ".partial";
        try
        {
            var (episodes, report) = WriteWhole(bag, scan, settings, partial, progress, cancellation);
            new StagedRecording(episodes, labels, task, report, files, scan.StateLayout, scan.ActionLayout).Write(partial);
        }
        catch
        {
            Remove(partial);
            throw;
        }

        Directory.Move(partial, directory);
    }

    // which images are broken only decoding tells; the frames are then chosen again without them
    private static (IReadOnlyList<StagedEpisode> Episodes, BagReport Report) WriteWhole(
        RecordedBag bag, BagScan scan, BagImportSettings settings, string directory, Action<int, int> progress, CancellationToken cancellation)
    {
        BrokenImages? first = null;
        for (var attempt = 1; ; attempt++)
        {
            Remove(directory);
            Directory.CreateDirectory(directory);
            var (episodes, report, broken) = Write(bag, scan, settings, directory, progress, cancellation);
            first ??= broken.Select(found => found.Images).FirstOrDefault();
            if (broken.Count == 0 && (episodes.Count > 0 || first is null))
                return (episodes, report);
            if (broken.Count == 0 || attempt == MostAttempts)
                throw first!.Fault;
            foreach (var (camera, images) in broken)
                camera.LeaveOut(images);
        }
    }

    private static (IReadOnlyList<StagedEpisode> Episodes, BagReport Report, IReadOnlyList<(CameraSeries Camera, BrokenImages Images)> Broken) Write(
        RecordedBag bag, BagScan scan, BagImportSettings settings, string directory, Action<int, int> progress, CancellationToken cancellation)
    {
        var selection = new FrameSelection(scan, settings, bag.Place);
        var measured = new RecordingMeasures(scan, settings, selection);
        if (selection.Frames.Count == 0)
            throw new DataException(new Defect(bag.Place, $"none of {selection.Wanted} frames is complete: {measured.MissedText()}.", $"Widen slop{measured.ClockHint()}."));
        var gaps = new List<RecordedGap>();
        var pieces = EpisodeCuts.Of([.. selection.Frames.Select(frame => frame.Moment.Stamp)], settings.Fps, settings.MaxGap, gaps);
        RequirePace(bag, selection, measured, gaps);
        var frames = pieces.Where(piece => piece.To - piece.From >= settings.MinFrames)
            .Select(piece => selection.Frames.Skip(piece.From).Take(piece.To - piece.From).ToArray()).ToArray();
        var videos = Videos(scan, settings, frames, directory);
        try
        {
            Encode(bag, videos, frames.Sum(episode => episode.Length), progress, cancellation);
            (CameraSeries, BrokenImages)[] broken = [.. scan.Cameras.Zip(videos).SelectMany(view => view.Second.Broken.Select(images => (view.First, images)))];
            return (broken.Length > 0 ? [] : [.. frames.Select((episode, e) => Episode(scan, episode, videos, e))],
                measured.Report(bag.Name, bag.Place, gaps, [.. frames.Select(episode => episode.Length)]), broken);
        }
        finally
        {
            foreach (var video in videos)
                video.Dispose();
        }
    }

    // frames follow each other evenly, so where too many are missing an episode would run faster than the robot did
    private static void RequirePace(RecordedBag bag, FrameSelection selection, RecordingMeasures measured, List<RecordedGap> gaps)
    {
        var closed = gaps.Where(gap => !gap.Splits).Sum(gap => gap.MissingFrames);
        if (closed < FewestMissing || closed <= LargestMissingShare * selection.Frames.Count)
            return;
        throw new DataException(new Defect(bag.Place,
            $"{closed} frames are missing between {selection.Frames.Count}, so its episodes would run faster than the robot did: {measured.MissedText()}.",
            "Set fps to what the slowest source gives and clock to the slowest camera, widen the slop of a slow command, or lower max_gap so that gaps begin new episodes."));
    }

    private static CameraVideo[] Videos(BagScan scan, BagImportSettings settings, FrameSources[][] frames, string directory) =>
    [
        .. scan.Cameras.Select((camera, view) => new CameraVideo(
            camera.Source, camera.IsStream, settings,
            [.. frames.SelectMany((episode, e) => episode.Select(frame => new ChosenImage(camera.Messages[frame.Moment.Views[view]], e)))],
            episode => StagedRecording.VideoPath(directory, episode, camera.Source.Name))),
    ];

    private static void Encode(RecordedBag bag, CameraVideo[] videos, int frames, Action<int, int> progress, CancellationToken cancellation)
    {
        var (written, isWritten) = (0, true);
        // what is wrong with the files was reported by the first pass
        foreach (var (file, message) in bag.Messages(videos.Select(video => video.Camera.Topic).ToHashSet(), _ => { }))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var video in videos.Where(video => video.Camera.Topic == message.Channel.Topic))
            {
                if (video.Take(file, message, isWritten) && ++written % videos.Length == 0)
                    progress(written / videos.Length, frames);
                isWritten &= video.Broken.Count == 0;
            }
        }

        foreach (var video in videos)
            video.Complete();
    }

    private static StagedEpisode Episode(BagScan scan, FrameSources[] frames, CameraVideo[] videos, int episode) => new(
        frames[0].Moment.Stamp,
        [.. frames.Select(frame => Vector(scan.State, frame.State))],
        [.. frames.Select(frame => Vector(scan.Action, frame.Action))],
        scan.Stages.Of([.. frames.Select(frame => frame.Moment.Stamp)]),
        videos.ToDictionary(video => video.Camera.Name, video => video.Statistics[episode].Histogram.ToArray()),
        videos.ToDictionary(video => video.Camera.Name, video => new[] { video.Size.Width, video.Size.Height }));

    private static float[] Vector(IReadOnlyList<VectorSeries> sources, IReadOnlyList<int> messages) =>
        [.. sources.SelectMany((source, i) => source.Values(messages[i]).ToArray())];

    private static string Task(RecordedBag bag, BagImportSettings settings, IReadOnlyDictionary<string, string> metadata) =>
        settings.Task.Length > 0 ? settings.Task
        : metadata.GetValueOrDefault(EpisodeTopics.TaskKey) is { Length: > 0 } task ? task
        : throw new DataException(new Defect(bag.Place, "neither the settings nor the recording's metadata name the task.", "Set 'task' to the instruction."));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}

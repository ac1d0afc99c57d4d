using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Perception.Video;

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Turns MCAP recordings of a robot into a LeRobot v3.0 dataset: one episode per recording, more where it has long gaps.
/// Killed at any moment, the same call goes on behind the last finished recording; the dataset appears under its name only
/// when it is complete.
/// </summary>
public static class BagImport
{
    /// <summary>Label of the metadata row that holds the stamp of the episode's first frame, nanoseconds since the epoch.</summary>
    public const string StartLabel = "start_stamp";

    /// <summary>Imports.</summary>
    /// <param name="source">A recording or a folder of them, see <see cref="RecordedBag.Find"/>.</param>
    /// <param name="settings">Which topic is what.</param>
    /// <param name="directory">The dataset's folder, which must not exist.</param>
    /// <param name="progress">Told while videos are encoded.</param>
    /// <param name="cancellation">Stops; a later call goes on.</param>
    /// <returns>What was found in each recording.</returns>
    /// <exception cref="DataException">A recording cannot be used, or the folder exists.</exception>
    public static IReadOnlyList<BagReport> Run(
        string source, BagImportSettings settings, string directory, IProgress<BagImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.Key}: {fault.Message}", nameof(settings));
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Path.Exists(directory))
            throw new DataException(new Defect(directory, "it exists already and is left as it is.", "Choose another folder or remove this one."));
        var bags = RecordedBag.Find(source);
        if (bags.Count == 0)
            throw new DataException(new Defect(source, "there is no MCAP recording.", "Name an .mcap file, a folder that rosbag2 wrote, or a folder of them."));
        using var staging = new StagingFolder(directory + ".import", JsonSerializer.SerializeToUtf8Bytes(settings));
        var reports = new List<BagReport>();
        var form = new RecordingForm();
        try
        {
            for (var i = 0; i < bags.Count; i++)
            {
                var recording = Stage(bags[i], settings, staging.Piece(i), Forward(progress, i, bags.Count), cancellation);
                if (recording.Episodes.Count > 0)
                    form.Require(bags[i].Place, recording);
                reports.Add(recording.Report);
            }

            if (!form.IsKnown)
                throw new DataException(new Defect(source, $"no piece of a recording has the {settings.MinFrames} frames of an episode.{string.Concat(reports.SelectMany(report => report.Warnings).Take(1).Select(warning => $" {warning}"))}", "Lower min_frames, or raise max_gap."));
        }
        catch when (!bags.Where((_, i) => IsWorthKeeping(staging.Piece(i))).Any())
        {
            staging.Remove();
            throw;
        }

        Assemble(bags.Count, form, settings, staging, cancellation);
        Directory.Move(staging.Assembled, directory);
        staging.Remove();
        return reports;
    }

    // a piece that is there is of the same settings, but its recording may have changed, or another have taken its place
    private static StagedRecording Stage(RecordedBag bag, BagImportSettings settings, string piece, Action<int, int> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var files = RecordedFile.Of(bag);
        if (Directory.Exists(piece))
        {
            var staged = StagedRecording.Read(piece);
            if (staged.Files.SequenceEqual(files))
                return staged;
            Directory.Delete(piece, recursive: true);
        }

        RecordingImport.Run(bag, settings, piece, progress, cancellation);
        return StagedRecording.Read(piece);
    }

    private static bool IsWorthKeeping(string piece) => Directory.Exists(piece) && StagedRecording.Read(piece).Report.EpisodeFrames.Count > 0;

    private static Action<int, int> Forward(IProgress<BagImportProgress>? progress, int done, int total) =>
        (frame, frames) => progress?.Report(new BagImportProgress(done, total, frame, frames));

    private static void Assemble(
        int recordings, RecordingForm form, BagImportSettings settings, StagingFolder staging, CancellationToken cancellation)
    {
        if (Directory.Exists(staging.Assembled))
            Directory.Delete(staging.Assembled, recursive: true);
        var spec = new DatasetSpec(
            settings.Fps, settings.RobotType,
            form.State.Names, form.Action.Names,
            [.. settings.Cameras.Select(camera => new CameraSpec(camera.Name, form.Sizes[camera.Name][0], form.Sizes[camera.Name][1]))],
            new Dictionary<string, (int, int)>());
        using var writer = new LeRobotDatasetWriter(staging.Assembled, spec, new VideoConcatenator());
        for (var i = 0; i < recordings; i++)
        {
            // one at a time: their numbers together may be more than the memory
            cancellation.ThrowIfCancellationRequested();
            var recording = StagedRecording.Read(staging.Piece(i));
            for (var e = 0; e < recording.Episodes.Count; e++)
            {
                // otherwise the same pose could have opposite numbers in two episodes
                RotationSigns.Match(form.FirstState, recording.Episodes[e].States, form.State.Rotations);
                RotationSigns.Match(form.FirstAction, recording.Episodes[e].Actions, form.Action.Rotations);
                writer.Add(Episode(recording, e, staging.Piece(i), spec));
            }
        }

        writer.Complete(cancellationToken: cancellation);
    }

    private static EpisodeRecording Episode(StagedRecording recording, int index, string directory, DatasetSpec spec)
    {
        var episode = recording.Episodes[index];
        var length = episode.States.Length;
        return new EpisodeRecording(
            recording.Task,
            [.. Enumerable.Range(0, length).Select(t => (float)((double)t / spec.Fps))],
            FrameRows.Table(episode.States, spec.StateNames.Count), FrameRows.Table(episode.Actions, spec.ActionNames.Count),
            spec.Cameras.ToDictionary(camera => camera.Name, camera => StagedRecording.VideoPath(directory, index, camera.Name)),
            episode.Stages,
            new Dictionary<string, string>(recording.Labels)
            {
                [KeyframedRecordings.RecordingLabel] = recording.Report.Recording,
                [StartLabel] = $"{episode.StartStamp}",
            },
            spec.Cameras.ToDictionary(camera => camera.Name, camera => ImageStatistics.Restore(length, episode.Pixels[camera.Name])));
    }
}

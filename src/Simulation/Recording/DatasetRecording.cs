using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Simulation.Workers;

namespace Robotics.Simulation.Recording;

/// <summary>
/// Records a whole dataset of demonstrations with worker processes. Killed at any moment, the same call goes on where it
/// stopped; the dataset appears under its name only when it is complete.
/// </summary>
public static class DatasetRecording
{
    /// <summary>No demonstration is longer; a hesitant one takes about 160 steps.</summary>
    private const int StepLimit = 600;

    /// <summary>Records, puts together and names the dataset.</summary>
    /// <param name="settings">What to record.</param>
    /// <param name="launch">How to start a worker.</param>
    /// <param name="directory">The dataset's folder; must not exist yet.</param>
    /// <param name="progress">Told after every episode.</param>
    /// <param name="cancellation">Stops after the episodes in work; a later call goes on from there.</param>
    /// <exception cref="DataException">The output exists, or holds an unfinished recording with other settings.</exception>
    /// <exception cref="RecordingException">An episode could not be recorded.</exception>
    public static RecordingProgress Run(
        RecordingSettings settings,
        WorkerLaunch launch,
        string directory,
        IProgress<RecordingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.Key}: {fault.Message}", nameof(settings));
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (Path.Exists(directory))
            throw new DataException(new Defect(directory, "it exists already and is left as it is.", "Choose another output or remove this one."));
        // the number of workers changes nothing that is recorded
        using var staging = new StagingFolder(directory + ".recording", JsonSerializer.SerializeToUtf8Bytes(settings with { Workers = 1 }));
        IReadOnlyList<EpisodePlan> plan = RecordingPlan.Of(settings);
        var crew = new RecordingCrew(launch, settings.Task with { MaxSteps = StepLimit }, staging, plan, progress);
        RecordingProgress result = crew.Work(settings.Workers, cancellation);
        DatasetAssembly.Run(settings, plan, staging, cancellation);
        Directory.Move(staging.Assembled, directory);
        staging.Remove();
        return result;
    }
}

using System.Text.Json;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Runs;

/// <summary>
/// Which steps of a pipeline are done: a step is when its marker <c>steps/NAME.json</c> is there, which is written last
/// and at once. A run that was killed resumes at the first step without one.
/// </summary>
public sealed class StepMarkers(string directory)
{
    /// <summary>The record of a finished step, or null where it has not finished.</summary>
    public StepRecord? Find(string name) =>
        File.Exists(PathOf(name)) ? JsonSerializer.Deserialize<StepRecord>(File.ReadAllBytes(PathOf(name))) : null;

    /// <summary>Declares a step done; everything it wrote must be on disk by now.</summary>
    public void Write(StepRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Directory.CreateDirectory(directory);
        AtomicFile.Write(PathOf(record.Name), file => JsonSerializer.Serialize(file, record));
    }

    private string PathOf(string name) => Path.Combine(directory, name + ".json");
}

/// <summary>What a finished step cost.</summary>
/// <param name="Name">The step, such as <c>train_reward</c>.</param>
/// <param name="Seconds">Wall-clock time of the attempt that finished.</param>
/// <param name="PeakMemoryMib">Largest resident memory of the process and its children together.</param>
public sealed record StepRecord(string Name, double Seconds, double PeakMemoryMib);

using Robotics.Cli.Progress;

namespace Robotics.Cli.Runs;

/// <summary>Does the steps of a pipeline in order, skips those that a former attempt finished, and measures the others.</summary>
public sealed class RunSteps(RunFolder run, Terminal terminal, TimeProvider clock)
{
    private readonly List<StepRecord> _records = [];

    /// <summary>Costs of the steps so far, in order, those of a former attempt included.</summary>
    public IReadOnlyList<StepRecord> Records => _records;

    /// <summary>Does a step unless it is done already.</summary>
    /// <param name="name">File-safe name, such as <c>train_reward</c>.</param>
    /// <param name="work">The step; when it returns everything it made is on disk.</param>
    public void Do(string name, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (run.Steps.Find(name) is { } done)
        {
            terminal.Say($"{name}: done before");
            _records.Add(done);
            return;
        }
        run.Log.Write($"step {name} begins");
        using var memory = new PeakMemory();
        var start = clock.GetTimestamp();
        work();
        var record = new StepRecord(name, Math.Round(clock.GetElapsedTime(start).TotalSeconds, 2), Math.Round(memory.Mib, 1));
        run.Results.Set(($"seconds.{name}", record.Seconds), ($"peak_memory_mib.{name}", record.PeakMemoryMib));
        run.Steps.Write(record);
        run.Log.Write($"step {name} done in {record.Seconds} s, {record.PeakMemoryMib} MiB");
        _records.Add(record);
    }
}

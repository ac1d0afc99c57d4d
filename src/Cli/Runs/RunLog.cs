using System.Globalization;

namespace Robotics.Cli.Runs;

/// <summary>What happened in a run, line by line with the time: <c>log.txt</c>.</summary>
public sealed class RunLog : IDisposable
{
    private readonly StreamWriter _file;
    private readonly TimeProvider _clock;

    /// <summary>Opens the log to append to it.</summary>
    public RunLog(string path, TimeProvider clock) =>
        (_file, _clock) = (new StreamWriter(path, append: true) { AutoFlush = true }, clock);

    /// <summary>Appends one line.</summary>
    public void Write(string text)
    {
        lock (_file) _file.WriteLine($"{_clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {text}");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>This program again, as a process that is ended when it takes too much memory or says nothing for too long.</summary>
internal sealed class WatchedProcess : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Task<string> _errors;
    private readonly long _memoryLimit;
    private readonly TimeSpan _patience;
    private string? _killed;

    public WatchedProcess(string[] arguments, long memoryLimit, TimeSpan patience)
    {
        (_memoryLimit, _patience) = (memoryLimit, patience);
        var start = new ProcessStartInfo("dotnet", [typeof(WatchedProcess).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // a crash must end the process at once, without a dump
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _lines.Add(text);
            else _lines.CompleteAdding();
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>Largest resident memory seen.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>What it says, until it ends or is ended.</summary>
    public IEnumerable<string> Lines()
    {
        long heard = Stopwatch.GetTimestamp();
        while (!_lines.IsCompleted)
        {
            if (_lines.TryTake(out string? line, Interval))
            {
                heard = Stopwatch.GetTimestamp();
                yield return line;
            }
            if (_killed == null) Watch(Stopwatch.GetElapsedTime(heard));
        }
        _process.WaitForExit();
    }

    /// <summary>Why it ended before its work was done; null when it did not.</summary>
    public string? Ended() => _killed ?? (_process.ExitCode == 0 ? null : $"the process died with code {_process.ExitCode}: {LastLines(_errors.Result)}");

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _lines.Dispose();
    }

    private void Watch(TimeSpan silence)
    {
        PeakBytes = Math.Max(PeakBytes, ResidentBytes());
        if (PeakBytes > _memoryLimit) Kill($"it took more than {_memoryLimit >> 20} MiB of memory");
        else if (silence > _patience) Kill($"it hung for {_patience.TotalSeconds:0} s");
    }

    private void Kill(string reason)
    {
        _killed = reason;
        _process.Kill();
    }

    // /proc/ID/statm (proc(5)): total and resident pages
    private long ResidentBytes()
    {
        try
        {
            return long.Parse(File.ReadAllText($"/proc/{_process.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception ended) when (ended is IOException or InvalidOperationException or IndexOutOfRangeException)
        {
            return 0;
        }
    }

    private static string LastLines(string text) => string.Join(" | ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(4));
}

using System.Globalization;

namespace Robotics.Cli.Runs;

/// <summary>Samples the resident memory of this process and all its descendants (workers) and keeps the largest sum.</summary>
public sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly Timer _timer;
    private long _peak;

    /// <summary>Starts sampling.</summary>
    public PeakMemory() => _timer = new Timer(_ => Sample(), null, TimeSpan.Zero, Interval);

    /// <summary>Largest sum so far in MiB.</summary>
    public double Mib
    {
        get
        {
            Sample();
            return Interlocked.Read(ref _peak) / (1024.0 * 1024.0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Sample()
    {
        var now = ResidentBytesOfTree(Environment.ProcessId);
        for (var seen = Interlocked.Read(ref _peak); now > seen; seen = Interlocked.Read(ref _peak))
        {
            if (Interlocked.CompareExchange(ref _peak, now, seen) == seen) break;
        }
    }

    private static long ResidentBytesOfTree(int root)
    {
        var processes = new Dictionary<int, (int Parent, long Bytes)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && TryRead(folder, out var process))
                processes[id] = process;
        }
        return processes.Where(p => IsDescendant(p.Key)).Sum(p => p.Value.Bytes);

        bool IsDescendant(int id)
        {
            for (var depth = 0; depth < 64 && processes.TryGetValue(id, out var process); depth++, id = process.Parent)
            {
                if (id == root) return true;
            }
            return false;
        }
    }

    // /proc/ID/stat (proc(5)): the name stands in parentheses and may hold spaces; then state, parent, ... and rss as field 24
    private static bool TryRead(string folder, out (int Parent, long Bytes) process)
    {
        process = default;
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            process = (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
            return true;
        }
        catch (IOException)
        {
            return false; // it ended while we looked
        }
        catch (UnauthorizedAccessException)
        {
            return false; // not one of ours
        }
    }
}

using System.Diagnostics;

namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>Runs the mutations of one format in child processes, a batch each; a child that dies costs only the mutation it was at.</summary>
/// <param name="format">Name of the format.</param>
/// <param name="seed">Everything random follows from it and the mutation's number.</param>
public sealed class FuzzRun(string format, int seed)
{
    private const int Batch = 500;
    private const long MemoryLimit = 1L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _faults = [];
    private int _accepted;
    private int _refused;
    private long _peak;

    /// <summary>Runs mutations [first, first + count).</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="say">Told every fault.</param>
    public FuzzReport Run(int first, int count, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        long start = Stopwatch.GetTimestamp();
        for (int next = first; next < first + count;)
        {
            int known = _faults.Count;
            next = RunBatch(next, Math.Min(Batch, first + count - next));
            foreach (string fault in _faults.Skip(known)) say(fault);
        }
        return new FuzzReport(format, count, _accepted, _refused, _faults, _peak, Stopwatch.GetElapsedTime(start));
    }

    // returns the mutation to go on with
    private int RunBatch(int first, int count)
    {
        using var child = new WatchedProcess([ChildProcess.Role, format, $"{seed}", $"{first}", $"{count}"], MemoryLimit, Patience);
        int current = first;
        string folder = "";
        foreach (string line in child.Lines())
        {
            var (word, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            if (word == Answer.Folder) folder = rest;
            else if (word == Answer.Fault) _faults.Add($"{format} {current}: {rest}");
            else if (word == Answer.Begin) current = int.Parse(rest);
            else (_accepted, _refused) = (_accepted + (word == Answer.Accepted ? 1 : 0), _refused + (word == Answer.Refused ? 1 : 0));
        }
        _peak = Math.Max(_peak, child.PeakBytes);
        if (child.Ended() is not { } end) return first + count;
        _faults.Add($"{format} {current}: {end}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return current + 1;
    }
}

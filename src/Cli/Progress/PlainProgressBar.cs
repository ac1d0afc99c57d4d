using System.Globalization;

namespace Robotics.Cli.Progress;

/// <summary>Progress for files and batch systems: a line at the start, every 30 seconds and at the end.</summary>
internal sealed class PlainProgressBar : ProgressBar
{
    // parts of units, each rounded, may not quite add up to the whole
    private const double SumError = 1e-6;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private readonly Action<string> _say;
    private readonly string _title;
    private readonly double _total;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private long _lastLine;
    private double? _doneAtLastLine;
    private double _done;

    public PlainProgressBar(Action<string> say, string title, double total, TimeProvider clock)
    {
        (_say, _title, _total, _clock) = (say, title, total, clock);
        _start = _lastLine = clock.GetTimestamp();
        say($"{title} ...");
    }

    public override void Report(double done, string detail = "")
    {
        lock (_lock)
        {
            _doneAtLastLine ??= done;
            _done = done;
            if (_clock.GetElapsedTime(_lastLine) < Interval) return;
            _say($"{_title}: {Share()}, {Remaining()} left{(detail.Length > 0 ? $", {detail}" : "")}");
            (_lastLine, _doneAtLastLine) = (_clock.GetTimestamp(), done);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _say($"{_title}: {(_done >= _total - SumError ? "done" : $"stopped at {Share()}")} after {Duration(_clock.GetElapsedTime(_start))}");
    }

    private string Share() => string.Create(CultureInfo.InvariantCulture, $"{_done:0}/{_total:0} ({(_total > 0 ? _done / _total : 1):P0})");

    // by the speed of late: what a former attempt had done took no time now
    private string Remaining()
    {
        var speed = (_done - _doneAtLastLine!.Value) / _clock.GetElapsedTime(_lastLine).TotalSeconds;
        return speed > 0 ? Duration(TimeSpan.FromSeconds(Math.Min((_total - _done) / speed, 359_999))) : "unknown time";
    }

    private static string Duration(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}

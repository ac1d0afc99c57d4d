using Spectre.Console;

namespace Robotics.Cli.Progress;

/// <summary>A moving bar with the remaining time.</summary>
internal sealed class LiveProgressBar : ProgressBar
{
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _display;
    private readonly ProgressTask _task;
    private readonly string _title;

    public LiveProgressBar(IAnsiConsole console, string title, double total)
    {
        _title = title;
        var started = new TaskCompletionSource<ProgressTask>(TaskCreationOptions.RunContinuationsAsynchronously);
        _display = Task.Run(() => console.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                started.SetResult(context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1e-9)));
                await _finished.Task.ConfigureAwait(false);
            }));
        _task = started.Task.GetAwaiter().GetResult();
    }

    public override void Report(double done, string detail = "")
    {
        _task.Value = done;
        if (detail.Length > 0) _task.Description = Markup.Escape($"{_title}  {detail}");
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        _finished.TrySetResult();
        _display.GetAwaiter().GetResult();
    }
}

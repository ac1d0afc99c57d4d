namespace Robotics.Cli.Progress;

/// <summary>Shows how many files of a dataset are done; the bar appears with the first report, which knows how many there are.</summary>
internal sealed class FileProgress(Terminal terminal, string title) : IProgress<(double Done, int Total)>, IProgress<(int Done, int Total)>, IDisposable
{
    private ProgressBar? _bar;

    /// <inheritdoc/>
    public void Report((double Done, int Total) value) => (_bar ??= terminal.Progress(title, value.Total)).Report(value.Done, $"{value.Total} files");

    /// <inheritdoc/>
    public void Report((int Done, int Total) value) => Report(((double)value.Done, value.Total));

    /// <inheritdoc/>
    public void Dispose() => _bar?.Dispose();
}

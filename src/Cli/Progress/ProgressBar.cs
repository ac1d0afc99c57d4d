namespace Robotics.Cli.Progress;

/// <summary>Shows how far some work is and when it will end.</summary>
public abstract class ProgressBar : IDisposable
{
    /// <summary>Tells how much is done.</summary>
    /// <param name="done">Units of work.</param>
    /// <param name="detail">A few words that change, such as the loss.</param>
    public abstract void Report(double done, string detail = "");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the display.</summary>
    protected abstract void Dispose(bool disposing);
}

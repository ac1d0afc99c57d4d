using System.Threading.Channels;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// Hands the node's lines to a listener on a thread of its own. A terminal that somebody has stopped or a log on a full disk
/// must not hold up whoever writes the line, which may be the control loop of the arm.
/// </summary>
public sealed class LineQueue : IDisposable
{
    private const int Length = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Channel<(string Line, bool IsWarning)> _lines =
        Channel.CreateBounded<(string, bool)>(new BoundedChannelOptions(Length) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly Thread _thread;

    /// <summary>Begins to listen.</summary>
    /// <param name="tell">Told of every line and of whether it is a warning; once it fails it is told no more.</param>
    public LineQueue(Action<string, bool> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        _thread = new Thread(() => Tell(tell)) { IsBackground = true, Name = "log lines" };
        _thread.Start();
    }

    /// <summary>Takes a line; never waits and never fails. The oldest lines go where too many wait.</summary>
    public void Put(string line, bool isWarning) => _lines.Writer.TryWrite((line, isWarning));

    /// <summary>Ends after what waits has been told, or after a second.</summary>
    public void Dispose()
    {
        _lines.Writer.TryComplete();
        _thread.Join(Patience);
    }

    private void Tell(Action<string, bool> tell)
    {
        try
        {
            while (_lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                while (_lines.Reader.TryRead(out var entry))
                    tell(entry.Line, entry.IsWarning);
        }
        catch (Exception)
        {
            // the same lines are on /rosout
        }
    }
}

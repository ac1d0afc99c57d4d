namespace Robotics.RobotBridge.Node;

/// <summary>Holds the newest value only: the receiving thread puts it there and never waits, the loop takes it.</summary>
public sealed class Mailbox<T>
    where T : class
{
    private T? _newest;
    private long _overwritten;

    /// <summary>Values that a newer one replaced before they were taken.</summary>
    public long Overwritten => Interlocked.Read(ref _overwritten);

    /// <summary>Replaces whatever is there.</summary>
    public void Put(T value)
    {
        if (Interlocked.Exchange(ref _newest, value) is not null)
            Interlocked.Increment(ref _overwritten);
    }

    /// <summary>Takes the newest value; null when there is none since the last call.</summary>
    public T? Take() => Interlocked.Exchange(ref _newest, null);
}

namespace Robotics.RobotBridge.Ros2;

/// <summary>
/// The thread on which a transport hands messages over. When it fails, nothing is received any more: whoever watches is
/// told, and where nobody does the process ends as by any other failure.
/// </summary>
internal sealed class ReceivingThread
{
    private readonly TaskCompletionSource _failure = new();
    private readonly Thread _thread;
    private int _watchers;

    /// <summary>Starts.</summary>
    /// <param name="receive">Returns when the transport closes.</param>
    public ReceivingThread(Action receive)
    {
        _thread = new Thread(() => Run(receive)) { IsBackground = true, Name = "ROS 2 receiver" };
        _thread.Start();
    }

    /// <summary>Waits until cancelled.</summary>
    /// <exception cref="Exception">What ended the thread.</exception>
    public void Watch(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _watchers);
        try
        {
            _failure.Task.WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // the node ends
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }

    /// <summary>Waits for the end of the thread, unless it is the one that asks.</summary>
    public void Join()
    {
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run(Action receive)
    {
        try
        {
            receive();
        }
        catch (Exception fault) when (Volatile.Read(ref _watchers) > 0)
        {
            _failure.SetException(fault);
        }
    }
}

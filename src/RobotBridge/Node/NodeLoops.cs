using System.Runtime.ExceptionServices;

namespace Robotics.RobotBridge.Node;

/// <summary>Runs the loops of one node beside each other; where one fails, all end.</summary>
public static class NodeLoops
{
    /// <summary>Runs the first loop on the calling thread and each other one on a thread of its own, until cancelled.</summary>
    /// <exception cref="Exception">What the first loop that failed threw.</exception>
    public static void Run(IReadOnlyList<Action<CancellationToken>> loops, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(loops);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? failure = null;

        void Guard(Action<CancellationToken> loop)
        {
            try
            {
                loop(ending.Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                ending.Cancel();
            }
        }

        var threads = loops.Skip(1).Select(loop => new Thread(() => Guard(loop))).ToList();
        threads.ForEach(thread => thread.Start());
        if (loops.Count > 0)
            Guard(loops[0]);
        threads.ForEach(thread => thread.Join());
        failure?.Throw();
    }
}

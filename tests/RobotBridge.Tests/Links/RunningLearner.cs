using Robotics.RobotBridge.Links.Learner;

namespace Robotics.RobotBridge.Tests.Links;

/// <summary>A learner's end on a thread of its own; takes every file as weights.</summary>
internal sealed class RunningLearner : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LearnerLink _link;
    private readonly Task _running;

    public RunningLearner(LearnerSettings settings)
    {
        _link = new LearnerLink(settings, _ => null, _ => { });
        _running = Task.Factory.StartNew(() => _link.Run(_stop.Token), TaskCreationOptions.LongRunning);
    }

    public string Endpoint => _link.Endpoint;

    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        _running.Wait();
        _link.Dispose();
        _stop.Dispose();
    }
}

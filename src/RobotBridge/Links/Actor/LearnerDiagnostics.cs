using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;

namespace Robotics.RobotBridge.Links.Actor;

/// <summary>Says on /diagnostics how the link to the learner stands: once a second, and when it goes up, goes down or has no room any more.</summary>
public sealed class LearnerDiagnostics : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.1);

    private readonly DiagnosticsOutput _output;
    private readonly ActorLink _link;
    private readonly Func<PolicyWeights?> _inUse;
    private DiagnosticLevel? _told;

    /// <summary>Announces; nothing is said before <see cref="Run"/>.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="clock">For the stamps.</param>
    /// <param name="link">Stays the caller's.</param>
    /// <param name="inUse">The learner's weights that the policy acts with; null where it acts with others or there is none.</param>
    public LearnerDiagnostics(ITransport transport, TimeProvider clock, ActorLink link, Func<PolicyWeights?> inUse)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(inUse);
        (_output, _link, _inUse) = (new DiagnosticsOutput(transport, clock, "learner", link.Learner), link, inUse);
    }

    /// <summary>Looks ten times a second until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        do
            Publish(_link.Status);
        while (!cancellation.WaitHandle.WaitOne(Look));
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private void Publish(ActorLinkStatus status)
    {
        var (level, message) = status.IsFull ? (DiagnosticLevel.Error, "the spool is full, new transitions are refused")
            : status.IsUp ? (DiagnosticLevel.Ok, "connected")
            : (DiagnosticLevel.Warning, status.Fault ?? "looking for the learner");
        if (level == _told && !_output.IsDue)
            return;
        _told = level;
        _output.Publish(level, message,
        [
            ("connected", status.IsUp ? "yes" : "no"),
            ("transitions waiting", $"{status.Waiting}"),
            ("transitions accepted", $"{status.Accepted}"),
            ("transitions refused", $"{status.Refused}"),
            ("spool [MiB]", $"{status.SpoolBytes / 1048576.0:F1}"),
            ("spool limit [MiB]", $"{status.SpoolLimit / 1048576.0:F1}"),
            ("weights in use", Text(_inUse())),
            ("weights received", Text(_link.Newest)),
            ("last error", status.LastFault ?? "none"),
        ]);
    }

    private static string Text(PolicyWeights? weights) => weights is null ? "none of the learner's" : $"{weights.Version} ({weights.Sha256[..12]})";
}

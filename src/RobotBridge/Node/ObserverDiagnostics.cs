using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>Says once a second on /diagnostics how the node is doing.</summary>
internal sealed class ObserverDiagnostics(ITransport transport, string model) : IDisposable
{
    private const byte Ok = 0, Warning = 1, Stale = 3;
    private const long Interval = 1_000_000_000;

    private readonly IPublisher<DiagnosticArray> _publisher = transport.Publish<DiagnosticArray>("/diagnostics", QosProfile.Default);
    private long _next = long.MinValue;
    private long _lastEstimates;
    private long _lastOverruns;
    private double _longestEstimate;
    private double _frameAge;

    /// <summary>Notes one estimate: its duration, and the age of its views when it was published, seconds.</summary>
    public void Note(double duration, double frameAge)
    {
        _longestEstimate = Math.Max(_longestEstimate, duration);
        _frameAge = frameAge;
    }

    /// <summary>Publishes when it is time.</summary>
    /// <returns>Whether nothing was estimated since the time before; null when it is not time.</returns>
    public bool? Publish(long now, ObserverCounts counts)
    {
        if (now < _next)
            return null;
        _next = now + Interval;
        var (level, message) = counts.Estimates == _lastEstimates ? (Stale, "no moment that all cameras saw")
            : counts.Overruns > _lastOverruns ? (Warning, "estimates take longer than a period")
            : (Ok, "estimating");
        (_lastEstimates, _lastOverruns) = (counts.Estimates, counts.Overruns);
        _publisher.Publish(new DiagnosticArray
        {
            Header = new Header { Stamp = RosTime.Stamp(now) },
            Status = [new DiagnosticStatus { Level = level, Name = transport.NodeName, Message = message, HardwareId = model, Values = Values(counts) }],
        });
        _longestEstimate = 0;
        return level == Stale;
    }

    public void Dispose() => _publisher.Dispose();

    private KeyValue[] Values(ObserverCounts counts) =>
    [
        Value("longest estimate [ms]", $"{_longestEstimate * 1000:F1}"),
        Value("age of the views when published [ms]", $"{_frameAge * 1000:F1}"),
        Value("estimates", $"{counts.Estimates}"),
        Value("ticks", $"{counts.Ticks}"),
        Value("overruns", $"{counts.Overruns}"),
        Value("ticks without views", $"{counts.WithoutViews}"),
        Value("moments without joint state", $"{counts.WithoutState}"),
        Value("undecodable images", $"{counts.Undecodable}"),
        Value("dropped views", $"{counts.DroppedViews}"),
        Value("late views", $"{counts.LateViews}"),
        Value("views without stamp", $"{counts.UnstampedViews}"),
        Value("malformed messages", $"{counts.Malformed}"),
        Value("incompatible publishers", $"{counts.Incompatible}"),
    ];

    private static KeyValue Value(string key, string value) => new() { Key = key, Value = value };
}

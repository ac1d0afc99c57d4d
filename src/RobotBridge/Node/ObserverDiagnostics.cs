namespace Robotics.RobotBridge.Node;

/// <summary>Says once a second on /diagnostics how the observer is doing.</summary>
internal sealed class ObserverDiagnostics(NodeContext node, string model) : IDisposable
{
    private readonly DiagnosticsOutput _status = new(node.Transport, node.Clock, "", model);
    private ObserverCounts _last = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private double _longestEstimate;
    private double _frameAge;

    /// <summary>Whether a second has passed since the last message.</summary>
    public bool IsDue => _status.IsDue;

    /// <summary>Notes one estimate: its duration, and the age of its views when it was published, seconds.</summary>
    public void Note(double duration, double frameAge)
    {
        _longestEstimate = Math.Max(_longestEstimate, duration);
        _frameAge = frameAge;
    }

    /// <summary>Publishes.</summary>
    /// <param name="counts">So far.</param>
    /// <param name="silence">Which sensors are silent; null for none.</param>
    /// <returns>Why nothing was estimated since the time before; null when something was.</returns>
    public string? Publish(ObserverCounts counts, string? silence)
    {
        var blindness = counts.Estimates > _last.Estimates ? null : silence ?? Blindness(counts);
        var (level, message) = blindness is not null ? (DiagnosticLevel.Stale, blindness)
            : counts.Overruns > _last.Overruns ? (DiagnosticLevel.Warning, "estimates take longer than a period")
            : (DiagnosticLevel.Ok, "estimating");
        _status.Publish(level, message, Values(counts));
        (_last, _longestEstimate) = (counts, 0);
        return blindness;
    }

    public void Dispose() => _status.Dispose();

    private string Blindness(ObserverCounts counts) =>
        counts.WithoutState > _last.WithoutState ? $"no joint state within sensors.state_slop = {node.Settings.Sensors.StateSlop} s of the views"
        : counts.Undecodable > _last.Undecodable ? "images that cannot be decoded"
        : counts.WithoutViews > _last.WithoutViews ? $"no views within sensors.slop = {node.Settings.Sensors.Slop} s of each other"
        : "an estimate takes longer than a second";

    private (string Key, string Value)[] Values(ObserverCounts counts) =>
    [
        ("longest estimate [ms]", $"{_longestEstimate * 1000:F1}"),
        ("age of the views when published [ms]", $"{_frameAge * 1000:F1}"),
        ("estimates", $"{counts.Estimates}"),
        ("ticks", $"{counts.Ticks}"),
        ("overruns", $"{counts.Overruns}"),
        ("ticks without views", $"{counts.WithoutViews}"),
        ("moments without joint state", $"{counts.WithoutState}"),
        ("undecodable images", $"{counts.Undecodable}"),
        ("dropped views", $"{counts.DroppedViews}"),
        ("late views", $"{counts.LateViews}"),
        ("views without stamp", $"{counts.UnstampedViews}"),
        ("malformed messages", $"{counts.Malformed}"),
        ("incompatible publishers", $"{counts.Incompatible}"),
    ];
}

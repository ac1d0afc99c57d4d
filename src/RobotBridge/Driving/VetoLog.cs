using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Driving;

/// <summary>
/// Every veto of the gate on /rosout: the first of a reason at once, and while it goes on a line a second with the count,
/// because a limit that is in force reduces every command.
/// </summary>
internal sealed class VetoLog(RosLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<VetoReason, (TimeSpan Told, long Untold, Veto Last)> _reasons = [];
    private readonly Dictionary<VetoReason, long> _counts = [];

    /// <summary>How often each reason was given.</summary>
    public IReadOnlyDictionary<VetoReason, long> Counts => _counts;

    /// <summary>Takes a veto.</summary>
    public void Add(Veto veto)
    {
        _counts[veto.Reason] = _counts.GetValueOrDefault(veto.Reason) + 1;
        if (_reasons.TryGetValue(veto.Reason, out var entry) && veto.Time - entry.Told < Interval)
        {
            _reasons[veto.Reason] = entry with { Untold = entry.Untold + 1, Last = veto };
            return;
        }
        _reasons[veto.Reason] = (veto.Time, 0, veto);
        log.Warn($"veto {veto.Reason}: {veto.Detail}");
    }

    /// <summary>Tells what was only counted, once it is due.</summary>
    public void Flush(TimeSpan now)
    {
        foreach (var (reason, entry) in _reasons.Where(reason => reason.Value.Untold > 0 && now - reason.Value.Told >= Interval).ToList())
        {
            log.Warn($"veto {reason}: {entry.Last.Detail} ({entry.Untold} since the line before)");
            _reasons[reason] = entry with { Told = now, Untold = 0 };
        }
    }
}

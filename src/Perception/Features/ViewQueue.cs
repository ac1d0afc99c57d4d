using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Robotics.Datasets;

namespace Robotics.Perception.Features;

/// <summary>The views that are still to be embedded; closed by a failure that is not one view's own, so that no lane begins another.</summary>
internal sealed class ViewQueue(IEnumerable<EpisodeView> views)
{
    private readonly ConcurrentQueue<EpisodeView> _views = new(views);
    private readonly ConcurrentQueue<DataException> _faults = [];
    private volatile bool _closed;

    /// <summary>What was wrong with views that were left out, by episode.</summary>
    internal IReadOnlyList<DataException> Faults => [.. _faults.OrderBy(fault => fault.Defect?.Episode)];

    internal bool TryTake([NotNullWhen(true)] out EpisodeView? view)
    {
        view = null;
        return !_closed && _views.TryDequeue(out view);
    }

    /// <summary>Leaves a view out whose video cannot be read.</summary>
    internal void LeaveOut(DataException fault) => _faults.Enqueue(fault);

    internal void Close() => _closed = true;
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Robotics.Perception.Features;

/// <summary>The views that are still to be embedded; closed by the first failure, so that no lane begins another.</summary>
internal sealed class ViewQueue(IEnumerable<EpisodeView> views)
{
    private readonly ConcurrentQueue<EpisodeView> _views = new(views);
    private volatile bool _closed;

    internal bool TryTake([NotNullWhen(true)] out EpisodeView? view)
    {
        view = null;
        return !_closed && _views.TryDequeue(out view);
    }

    internal void Close() => _closed = true;
}

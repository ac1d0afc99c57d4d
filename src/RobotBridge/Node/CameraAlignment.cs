using System.Diagnostics;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// Puts together the views that were exposed at the same moment, by their stamps. Takes the newest moment that every
/// camera has seen: nothing waits for a late view, and what can no longer match is dropped and counted.
/// </summary>
/// <typeparam name="T">What a view carries.</typeparam>
public sealed class CameraAlignment<T>
{
    // a view that is older than the last moment by more than this, nanoseconds, is not late: its clock was set back
    private const long LongestDelay = 5_000_000_000;

    // a monitor, because takers wait on it for the next view
    private readonly object _lock = new();
    private readonly List<(long Stamp, T View)>[] _queues;
    private readonly long _slop;
    private readonly int _depth;
    private readonly Action<T>? _discard;
    private long _lastStamp = long.MinValue;

    /// <summary>Makes an empty one.</summary>
    /// <param name="cameras">How many views belong together.</param>
    /// <param name="slop">Largest distance between the stamps of one moment, nanoseconds.</param>
    /// <param name="depth">Views kept per camera.</param>
    /// <param name="discard">Told of every view that becomes part of no moment.</param>
    public CameraAlignment(int cameras, long slop, int depth, Action<T>? discard = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cameras);
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        _queues = [.. Enumerable.Range(0, cameras).Select(_ => new List<(long, T)>(depth + 1))];
        (_slop, _depth, _discard) = (slop, depth, discard);
    }

    /// <summary>Views that never became part of a moment, because another camera missed it or a newer moment was taken.</summary>
    public long Dropped { get; private set; }

    /// <summary>Views that came after their moment had been taken, or twice.</summary>
    public long Late { get; private set; }

    /// <summary>
    /// Adds a view; may be called from another thread than <see cref="Take"/>. A stamp that lies seconds before the last moment
    /// begins anew: a clock was set back, a recording starts over, or one stamp was from far in the future.
    /// </summary>
    public void Offer(int camera, long stamp, T view)
    {
        lock (_lock)
        {
            if (_lastStamp != long.MinValue && stamp < _lastStamp - LongestDelay)
                Forget();
            var queue = _queues[camera];
            var place = queue.FindLastIndex(other => other.Stamp <= stamp);
            if (stamp <= _lastStamp || place >= 0 && queue[place].Stamp == stamp)
            {
                Late++;
                _discard?.Invoke(view);
                return;
            }
            queue.Insert(place + 1, (stamp, view));
            if (queue.Count > _depth)
                Drop(queue, 1);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The newest complete moment since the last call; null when there is none.</summary>
    /// <param name="patience">How long to wait for one.</param>
    public AlignedViews<T>? Take(TimeSpan patience = default)
    {
        var start = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            AlignedViews<T>? moment;
            while ((moment = Newest()) is null)
                if (patience - Stopwatch.GetElapsedTime(start) is var left && (left <= TimeSpan.Zero || !Monitor.Wait(_lock, left)))
                    return null;
            return moment;
        }
    }

    /// <summary>Drops every view and takes older stamps again.</summary>
    public void Clear()
    {
        lock (_lock)
            Forget();
    }

    private void Forget()
    {
        foreach (var queue in _queues)
            Drop(queue, queue.Count);
        _lastStamp = long.MinValue;
    }

    private AlignedViews<T>? Newest()
    {
        for (var newest = _queues.Min(queue => queue.Count == 0 ? long.MinValue : queue[^1].Stamp); newest != long.MinValue; newest = Before(newest))
        {
            var places = _queues.Select(queue => Nearest(queue, newest)).ToArray();
            var stamps = places.Select((place, camera) => _queues[camera][place].Stamp).ToArray();
            if (stamps.Max() - stamps.Min() <= _slop)
                return Remove(places, stamps);
        }
        return null;
    }

    private AlignedViews<T> Remove(int[] places, long[] stamps)
    {
        var views = new T[places.Length];
        for (var camera = 0; camera < views.Length; camera++)
        {
            views[camera] = _queues[camera][places[camera]].View;
            Drop(_queues[camera], places[camera]);
            _queues[camera].RemoveAt(0);
        }
        _lastStamp = stamps.Max();
        foreach (var queue in _queues)
            Drop(queue, queue.Count(view => view.Stamp <= _lastStamp));
        return new AlignedViews<T>(_lastStamp, stamps.Max() - stamps.Min(), views);
    }

    private void Drop(List<(long Stamp, T View)> queue, int count)
    {
        for (var place = 0; place < count; place++)
            _discard?.Invoke(queue[place].View);
        queue.RemoveRange(0, count);
        Dropped += count;
    }

    // the next older moment that any camera has seen
    private long Before(long stamp) =>
        _queues.Max(queue => queue.FindLastIndex(view => view.Stamp < stamp) is >= 0 and var place ? queue[place].Stamp : long.MinValue);

    private static int Nearest(List<(long Stamp, T View)> queue, long stamp)
    {
        var best = 0;
        for (var place = 1; place < queue.Count; place++)
            if (Math.Abs(queue[place].Stamp - stamp) < Math.Abs(queue[best].Stamp - stamp))
                best = place;
        return best;
    }
}

/// <summary>Views of one moment.</summary>
/// <param name="Stamp">Of the newest view, nanoseconds.</param>
/// <param name="Spread">Newest minus oldest stamp, nanoseconds.</param>
/// <param name="Views">One per camera, in the order of the settings.</param>
public sealed record AlignedViews<T>(long Stamp, long Spread, IReadOnlyList<T> Views);

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Finds the views that belong together in a whole recording: for each view of the clock camera the nearest one of every
/// other camera, each used once, all within the slop. Unlike the live node, which takes the newest moment at once, it may
/// look ahead for the nearest.
/// </summary>
internal static class MomentAlignment
{
    /// <summary>Aligns.</summary>
    /// <param name="cameras">Stamps of each camera, nanoseconds, ascending.</param>
    /// <param name="clock">The camera whose views are the moments.</param>
    /// <param name="distance">Views of the clock camera nearer than this to the one before are passed over, nanoseconds.</param>
    /// <param name="slop">Largest spread of a moment, nanoseconds.</param>
    /// <param name="missed">Receives per camera how many moments it missed.</param>
    /// <returns>One entry per view of the clock camera that was not passed over; null where a camera missed the moment.</returns>
    public static IEnumerable<(long Stamp, RecordedMoment? Moment)> Align(
        IReadOnlyList<IReadOnlyList<long>> cameras, int clock, long distance, long slop, long[] missed)
    {
        var from = new int[cameras.Count];
        var last = long.MinValue;
        for (var k = 0; k < cameras[clock].Count; k++)
        {
            var stamp = cameras[clock][k];
            if (last != long.MinValue && stamp - last < distance)
                continue;
            last = stamp;
            from[clock] = k;
            var views = new int[cameras.Count];
            for (var camera = 0; camera < views.Length; camera++)
                views[camera] = Nearest(cameras[camera], from[camera], stamp);
            if (Misses(cameras, views, stamp, slop, out var spread) is { } blind)
            {
                missed[blind]++;
                views.CopyTo(from, 0);
                yield return (stamp, null);
                continue;
            }

            for (var camera = 0; camera < views.Length; camera++)
                from[camera] = views[camera] + 1;
            yield return (stamp, new RecordedMoment(stamp, spread, views));
        }
    }

    // the camera that makes the moment impossible; null when it is possible
    private static int? Misses(IReadOnlyList<IReadOnlyList<long>> cameras, int[] views, long stamp, long slop, out long spread)
    {
        var (oldest, newest, worst, farthest) = (stamp, stamp, 0, -1L);
        for (var camera = 0; camera < views.Length; camera++)
        {
            spread = 0;
            if (views[camera] == cameras[camera].Count)
                return camera;
            var seen = cameras[camera][views[camera]];
            (oldest, newest) = (Math.Min(oldest, seen), Math.Max(newest, seen));
            if (Math.Abs(seen - stamp) > farthest)
                (worst, farthest) = (camera, Math.Abs(seen - stamp));
        }

        spread = newest - oldest;
        return spread > slop ? worst : null;
    }

    private static int Nearest(IReadOnlyList<long> stamps, int from, long stamp)
    {
        while (from + 1 < stamps.Count && Math.Abs(stamps[from + 1] - stamp) <= Math.Abs(stamps[from] - stamp))
            from++;
        return from;
    }
}

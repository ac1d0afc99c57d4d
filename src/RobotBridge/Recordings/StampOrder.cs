namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// Which messages of a topic to keep so that their stamps ascend: as many as possible. One stamp far ahead then costs one
/// message, where dropping whatever is not later than the newest would cost all that follow.
/// </summary>
internal static class StampOrder
{
    /// <summary>Finds the longest strictly ascending part (patience sorting); of equal stamps the first is kept.</summary>
    /// <param name="stamps">In the order of the recording [N].</param>
    /// <returns>Places in it, ascending.</returns>
    public static int[] Ascending(IReadOnlyList<long> stamps)
    {
        // the last place of the best part of each length, and what stands in front of a place in its part
        var (ends, endStamps) = (new List<int>(), new List<long>());
        var (previous, last) = (new int[stamps.Count], -1);
        for (var i = 0; i < stamps.Count; i++)
        {
            var length = endStamps.BinarySearch(stamps[i]);
            if (length >= 0)
                continue;
            length = ~length;
            previous[i] = length > 0 ? ends[length - 1] : -1;
            if (length == ends.Count)
            {
                ends.Add(i);
                endStamps.Add(stamps[i]);
                last = i;
            }
            else
                (ends[length], endStamps[length]) = (i, stamps[i]);
        }

        var kept = new int[ends.Count];
        for (var k = kept.Length - 1; k >= 0; k--)
            (kept[k], last) = (last, previous[last]);
        return kept;
    }
}

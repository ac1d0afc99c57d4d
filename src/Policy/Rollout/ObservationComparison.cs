using System.Runtime.InteropServices;
using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>Compares observations bit for bit.</summary>
internal static class ObservationComparison
{
    /// <summary>The first part that differs; null where the two are equal.</summary>
    public static string? Difference(Observation a, Observation b)
    {
        if (!a.Timestamp.Equals(b.Timestamp))
            return "timestamp";
        if (!MemoryMarshal.AsBytes(a.State.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(b.State.AsSpan())))
            return "state";
        if (a.Images.Count != b.Images.Count)
            return "cameras";
        foreach (var (camera, image) in a.Images)
        {
            if (!b.Images.TryGetValue(camera, out var other) || !image.Pixels.AsSpan().SequenceEqual(other.Pixels))
                return $"image of camera {camera}";
        }

        return a.Task == b.Task ? null : "task";
    }
}

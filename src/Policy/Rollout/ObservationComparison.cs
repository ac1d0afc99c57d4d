using System.Runtime.InteropServices;
using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>Compares observations bit for bit.</summary>
internal static class ObservationComparison
{
    /// <summary>A deep copy, against which later changes show.</summary>
    public static Observation Copy(Observation observation) => observation with
    {
        State = [.. observation.State],
        Images = observation.Images.ToDictionary(
            pair => pair.Key,
            pair => new RgbImage(pair.Value.Width, pair.Value.Height, [.. pair.Value.Pixels])),
    };

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

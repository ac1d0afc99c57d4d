using System.Globalization;

namespace Robotics.Perception.Features;

/// <summary>Where an extraction stands.</summary>
/// <param name="Frames">Frames embedded or found in the store.</param>
/// <param name="TotalFrames">Frames of all views of all episodes.</param>
/// <param name="FramesPerSecond">Frames embedded per second so far; those found in the store do not count.</param>
/// <param name="Parts">Where the time went so far.</param>
public sealed record FeatureProgress(long Frames, long TotalFrames, double FramesPerSecond, FeatureTimes Parts);

/// <summary>Time per part, summed over all threads.</summary>
/// <param name="Decode">Reading and decoding video, and converting it to RGB.</param>
/// <param name="Transform">Resizing and normalising images.</param>
/// <param name="Backbone">The network.</param>
/// <param name="Disk">Hashing videos and writing features.</param>
public sealed record FeatureTimes(TimeSpan Decode, TimeSpan Transform, TimeSpan Backbone, TimeSpan Disk)
{
    /// <summary>No time at all.</summary>
    public static FeatureTimes Zero { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The part that took longest: <c>decode</c>, <c>transform</c>, <c>backbone</c> or <c>disk</c>.</summary>
    public string Longest => ByName.MaxBy(part => part.Time).Name;

    /// <summary>In words, as shares of the whole: <c>decode 30 %, transform 8 %, backbone 60 %, disk 2 %</c>.</summary>
    public string Shares => string.Join(", ", ByName.Select(part => string.Create(
        CultureInfo.InvariantCulture, $"{part.Name} {100 * part.Time.TotalSeconds / Math.Max(Total.TotalSeconds, 1e-9):0} %")));

    private TimeSpan Total => Decode + Transform + Backbone + Disk;

    private (string Name, TimeSpan Time)[] ByName => [("decode", Decode), ("transform", Transform), ("backbone", Backbone), ("disk", Disk)];

    /// <summary>Part by part.</summary>
    public static FeatureTimes operator +(FeatureTimes a, FeatureTimes b) =>
        new(a.Decode + b.Decode, a.Transform + b.Transform, a.Backbone + b.Backbone, a.Disk + b.Disk);
}

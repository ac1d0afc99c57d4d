using Robotics.Perception.Features;

namespace Robotics.Cli.Commands;

/// <summary>What an extraction did, for machines.</summary>
/// <param name="Store">Folder of the features.</param>
/// <param name="Frames">Frames embedded now.</param>
/// <param name="ReusedFrames">Frames that were in the store already.</param>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="FramesPerSecond">Frames embedded per second.</param>
/// <param name="BoundBy">The part that took longest.</param>
/// <param name="WorkSeconds">Time per part, summed over all threads.</param>
internal sealed record FeatureReport(
    string Store, long Frames, long ReusedFrames, double Seconds, double FramesPerSecond, string BoundBy, IReadOnlyDictionary<string, double> WorkSeconds)
{
    /// <summary>From the summary of one run.</summary>
    public static FeatureReport Of(string store, FeatureSummary summary) => new(
        store, summary.Frames, summary.ReusedFrames, summary.Elapsed.TotalSeconds, summary.FramesPerSecond, summary.Parts.Longest,
        new Dictionary<string, double>
        {
            ["decode"] = summary.Parts.Decode.TotalSeconds,
            ["transform"] = summary.Parts.Transform.TotalSeconds,
            ["backbone"] = summary.Parts.Backbone.TotalSeconds,
            ["disk"] = summary.Parts.Disk.TotalSeconds,
        });
}

using System.Globalization;
using Robotics.Cli.Progress;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;

namespace Robotics.Cli.Pipeline;

/// <summary>Embeds every frame of every view of some episodes once.</summary>
internal static class FeatureStep
{
    /// <summary>Fills the store; what is in it already is not computed again.</summary>
    /// <returns>The features, ready to be read.</returns>
    public static FeatureSource Run(
        LeRobotDataset dataset, IReadOnlyList<Episode> episodes, BackboneSettings backbone, string storeDirectory, StepContext context) =>
        Run(dataset, episodes, backbone, storeDirectory, context, out _);

    /// <inheritdoc cref="Run(LeRobotDataset, IReadOnlyList{Episode}, BackboneSettings, string, StepContext)"/>
    /// <param name="dataset">Where the episodes are.</param>
    /// <param name="episodes">Which.</param>
    /// <param name="backbone">With what.</param>
    /// <param name="storeDirectory">Where to.</param>
    /// <param name="context">Where progress is shown.</param>
    /// <param name="summary">What was done and what bound it.</param>
    public static FeatureSource Run(
        LeRobotDataset dataset, IReadOnlyList<Episode> episodes, BackboneSettings backbone, string storeDirectory, StepContext context, out FeatureSummary summary)
    {
        using var encoder = new OnnxBackbone(backbone, context.Backbones);
        var store = new FeatureStore(storeDirectory);
        var frames = episodes.Sum(e => (double)e.Length) * dataset.Cameras.Count;
        using (var progress = context.Terminal.Progress("Features", frames))
            summary = FeatureExtraction.Run(dataset, episodes, encoder, store, new Display(progress), context.Cancellation);
        context.Terminal.Say(InWords(summary));
        return new FeatureSource(dataset, store, encoder.Id, encoder.Dimension);
    }

    private static string InWords(FeatureSummary summary)
    {
        var reused = summary.ReusedFrames > 0 ? string.Create(CultureInfo.InvariantCulture, $" {summary.ReusedFrames:N0} images were in the store already.") : "";
        if (summary.Frames == 0) return reused.Length > 0 ? $"All{reused}" : "There was nothing to embed.";
        return string.Create(CultureInfo.InvariantCulture,
            $"{summary.Frames:N0} images at {summary.FramesPerSecond:0} a second, bound by {summary.Parts.Longest} (work: {summary.Parts.Shares}).{reused}");
    }

    private sealed class Display(ProgressBar bar) : IProgress<FeatureProgress>
    {
        public void Report(FeatureProgress value) => bar.Report(
            value.Frames, string.Create(CultureInfo.InvariantCulture, $"{value.FramesPerSecond:0} frames/s, mostly {value.Parts.Longest}"));
    }
}

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
        LeRobotDataset dataset, IReadOnlyList<Episode> episodes, BackboneSettings backbone, string storeDirectory, StepContext context)
    {
        using var encoder = new OnnxBackbone(backbone, context.Backbones);
        var store = new FeatureStore(storeDirectory);
        var frames = episodes.Sum(e => (double)e.Length) * dataset.Cameras.Count;
        using var progress = context.Terminal.Progress("Features", frames);
        var summary = FeatureExtraction.Run(dataset, episodes, encoder, store, new Display(progress), context.Cancellation);
        context.Terminal.Say(summary.Frames == 0
            ? $"All {summary.ReusedFrames} frames were in the store already."
            : $"{summary.Frames} frames at {summary.FramesPerSecond:0} a second, bound by {summary.Parts.Longest}; {summary.ReusedFrames} were in the store already.");
        return new FeatureSource(dataset, store, encoder.Id, encoder.Dimension);
    }

    private sealed class Display(ProgressBar bar) : IProgress<FeatureProgress>
    {
        public void Report(FeatureProgress value) => bar.Report(value.Frames, $"mostly {value.Parts.Longest}");
    }
}

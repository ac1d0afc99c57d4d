using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels;
using Robotics.RewardModels.Shaping;

namespace Robotics.Cli.Pipeline;

/// <summary>Labels every frame of every demonstration with stage, progress, shaped reward and RA-BC weight.</summary>
internal static class RelabelStep
{
    /// <summary>Name of the table of labels beside the dataset's own files.</summary>
    public const string FileName = "reward_labels.parquet";

    /// <summary>Estimates the episodes and writes LeRobot's <c>sarm_progress.parquet</c> and the full table of labels.</summary>
    /// <returns>What the weights look like, for the report.</returns>
    public static RewardAlignedWeights Run(
        FeatureSource features,
        IReadOnlyList<Episode> episodes,
        IProgressModel model,
        string modelPath,
        RelabelSettings settings,
        string outputDirectory,
        StepContext context)
    {
        var tracks = Estimate(features, episodes, model, context);
        var progress = tracks.Select(track => track.Progress).ToArray();
        var weights = RewardAlignedWeights.Compute(
            progress, settings.ChunkSize, settings.Kappa, settings.Epsilon, [.. episodes.Select(e => e.Index)]);
        var shaping = new PotentialShaping(settings.Gamma);
        Directory.CreateDirectory(outputDirectory);
        SarmProgressFile.Write(Path.Combine(outputDirectory, SarmProgressFile.FileName), episodes, progress, modelPath);
        FrameTable.Of(
            episodes,
            new Dictionary<string, IReadOnlyList<float[]>>
            {
                ["stage"] = [.. tracks.Select(track => Array.ConvertAll(track.Stages, stage => (float)stage))],
                ["progress"] = progress,
                ["confidence"] = [.. tracks.Select(track => track.Confidence)],
                ["reward"] = [.. tracks.Select(track => shaping.Shape(track.Progress, terminated: false))],
                ["weight"] = [.. Enumerable.Range(0, episodes.Count).Select(e => weights[e])],
            },
            new Dictionary<string, string>
            {
                ["reward_model_path"] = modelPath,
                ["reward_model_id"] = model.Id,
                ["kappa"] = $"{settings.Kappa}",
                ["chunk_size"] = $"{settings.ChunkSize}",
                ["gamma"] = $"{settings.Gamma}",
            }).Write(Path.Combine(outputDirectory, FileName));
        return weights;
    }

    private static List<ProgressTrack> Estimate(
        FeatureSource features, IReadOnlyList<Episode> episodes, IProgressModel model, StepContext context)
    {
        var tracks = new List<ProgressTrack>(episodes.Count);
        using var progress = context.Terminal.Progress("Relabel", episodes.Sum(e => (double)e.Length));
        var frames = 0;
        foreach (var episode in episodes)
        {
            tracks.Add(model.Estimate(features.Input(episode), context.Cancellation));
            progress.Report(frames += episode.Length, $"episode {episode.Index}");
        }

        return tracks;
    }
}

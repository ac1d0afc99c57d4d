using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>Trains SARM on the successful part of the annotated demonstrations.</summary>
internal static class RewardTrainingStep
{
    /// <summary>Trains, or continues an interrupted training, and writes the model folder.</summary>
    public static void Run(
        FeatureSource features,
        IReadOnlyList<Episode> episodes,
        SarmSettings settings,
        BackboneSettings backbone,
        ulong seed,
        RunFolder run,
        string name,
        StepContext context)
    {
        var stages = features.Dataset.StageNames;
        using var trainer = new SarmTrainer(settings, Demonstrations(features, episodes), stages, seed);
        using (var progress = context.Terminal.Progress("Train reward model", trainer.TotalSteps))
            TrainingLoop.Run(trainer, run, name, done => progress.Report(done.Step, $"loss {done.Loss:0.0000}"), context.Cancellation);
        new RewardModelFolder(run.PathOf(name)).Write(trainer, settings, backbone);
    }

    /// <summary>The annotated demonstrations among the episodes that did the task.</summary>
    /// <exception cref="DataException">There is none.</exception>
    public static IReadOnlyList<SarmEpisode> Demonstrations(FeatureSource features, IReadOnlyList<Episode> episodes)
    {
        var usable = episodes.Where(e => e.Succeeded() && e.Stages.Count > 0).ToArray();
        if (usable.Length == 0)
            throw new DataException($"{features.Dataset.Directory}: none of the {episodes.Count} chosen episodes has stage annotations and succeeded. Annotate some, or choose other episodes.");
        return [.. usable.Select(e => new SarmEpisode(features.Input(e), e.Stages))];
    }
}

using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>Trains SARM on the annotated demonstrations: the successful ones, and where the settings ask for it the failed ones too.</summary>
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
        using var trainer = new SarmTrainer(settings, [.. Demonstrations(features.Dataset, episodes, settings.FailedDemonstrations).Select(features.Demonstration)], stages, seed);
        using (var progress = context.Terminal.Progress("Train reward model", trainer.TotalSteps))
            TrainingLoop.Run(trainer, run, name, done => progress.Report(done.Step, $"loss {done.Loss:0.0000}"), context.Cancellation);
        new RewardModelFolder(run.PathOf(name)).Write(trainer, settings, backbone);
    }

    /// <summary>Looks whether episodes can be trained on, before any work is done for it.</summary>
    /// <exception cref="DataException">They cannot; says what is missing.</exception>
    public static void Require(LeRobotDataset dataset, IReadOnlyList<Episode> episodes, SarmSettings settings)
    {
        if (dataset.TemporalProportions is { } known) dataset.RequireStages([.. known.Keys]);
        Demonstrations(dataset, episodes, settings.FailedDemonstrations);
        dataset.RequireCameras(settings.Cameras);
    }

    /// <summary>The annotated demonstrations among the episodes.</summary>
    /// <param name="dataset">Whose.</param>
    /// <param name="episodes">The episodes to choose from.</param>
    /// <param name="failed">Whether those that did not do the task are wanted too.</param>
    /// <exception cref="DataException">None of them did the task.</exception>
    public static IReadOnlyList<Episode> Demonstrations(LeRobotDataset dataset, IReadOnlyList<Episode> episodes, bool failed)
    {
        var usable = episodes.Where(e => (failed || e.Succeeded()) && e.Stages.Count > 0).ToArray();
        return usable.Any(e => e.Succeeded())
            ? usable
            : throw new DataException($"{dataset.Directory}: none of the {episodes.Count} chosen episodes has stage annotations and succeeded. Annotate some, or choose other episodes.");
    }
}

using Robotics.Cli.Pipeline;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;

namespace Robotics.Cli.Demo;

/// <summary>The whole loop: from mixed demonstrations to a better policy. Each step is skipped when an earlier attempt finished it.</summary>
internal sealed class DemoRun(DemoSettings settings, RunFolder run, RunSteps steps, StepContext context)
{
    private readonly DemoFolders _folders = new(run);

    /// <summary>Runs all steps that are not done.</summary>
    public void Run()
    {
        steps.Do("backbone", () => BackboneStep.Run(settings.Backbone, context));
        steps.Do("record", Record);
        steps.Do("features", () => FeatureStep.Run(Mixed, Mixed.Episodes, settings.Backbone, _folders.Features, context));
        steps.Do("train_reward", TrainReward);
        steps.Do("evaluate_reward", EvaluateReward);
        steps.Do("relabel", Relabel);
        steps.Do("train_policy", new PolicyTrainings(settings, _folders, run, context).Run);
        steps.Do("evaluate", new PolicyEvaluations(settings, _folders, run, context).Run);
        steps.Do("report", () => new DemoReport(settings, _folders, run, steps.Records, context).Write());
    }

    private LeRobotDataset Mixed => field ??= LeRobotDataset.Open(_folders.Mixed);

    private FeatureSource Features => field ??= FeatureSource.Open(Mixed, settings.Backbone, _folders.Features, context);

    private void Record()
    {
        RecordStep.Run(settings.Recording, _folders.Mixed, context);
        if (settings.FluentRecording is { } fluent)
            RecordStep.Run(fluent, _folders.Fluent, context);
    }

    private void TrainReward()
    {
        TorchThreads.Limit(Environment.ProcessorCount);
        RewardTrainingStep.Run(Features, Mixed.Split("train"), settings.Reward, settings.Backbone, settings.Seed, run, DemoFolders.Reward, context);
    }

    private void EvaluateReward()
    {
        using var model = _folders.RewardModel.Load();
        var demonstrations = RewardTrainingStep.Demonstrations(Mixed, Mixed.Split("train"), failed: false);
        RewardEvaluationStep.Run(Features, Features, demonstrations, Mixed.Split("holdout"), Mixed.Split("rollouts"), model, context).Write(run);
    }

    private void Relabel()
    {
        using var model = _folders.RewardModel.Load();
        var weights = RelabelStep.Run(
            Features, Mixed.Split("train"), model, run.PathOf(DemoFolders.Reward), settings.Relabel, _folders.Mixed, _ => Features, context);
        if (weights.Warning is { } warning)
            context.Terminal.Warn(warning);
        run.Results.Set(("weights", new
        {
            mean = weights.Mean,
            effective_sample_size = weights.EffectiveSampleSize,
            frames = weights.Frames,
            zero_share = weights.ZeroShare,
            full_share = weights.FullShare,
            delta_mean = weights.DeltaMean,
            delta_std = weights.DeltaStd,
        }));
    }
}

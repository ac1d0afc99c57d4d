using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;

namespace Robotics.Cli.Pipeline;

/// <summary>Runs any trainer to its last step: progress, metrics, checkpoints, and continuation where an earlier attempt stopped.</summary>
internal static class TrainingLoop
{
    private const string StateFile = "training_state.safetensors";
    private const int Checkpoints = 10;
    private const int Logs = 200;

    /// <summary>Trains to the end; when it returns the last checkpoint is on disk.</summary>
    /// <param name="trainer">A fresh trainer; an earlier checkpoint is loaded into it.</param>
    /// <param name="run">The run that the training belongs to.</param>
    /// <param name="name">Name of the training within the run; empty where it is the run.</param>
    /// <param name="report">Told of every step, and of where a continued training starts.</param>
    /// <param name="cancellation">Stops between two steps, with a checkpoint.</param>
    public static void Run(ITrainer trainer, RunFolder run, string name, Action<TrainingMetrics> report, CancellationToken cancellation)
    {
        var checkpoints = run.Checkpoints(name);
        if (checkpoints.Last is { } last)
        {
            Load(trainer, Path.Combine(last.Path, StateFile));
            run.Log.Write($"training continues at step {trainer.Step} from {last.Path}");
        }

        using var metrics = run.Metrics(name, trainer.Step);
        try
        {
            while (trainer.Step < trainer.TotalSteps)
            {
                cancellation.ThrowIfCancellationRequested();
                var done = trainer.Advance();
                report(done);
                if (IsDue(done.Step, trainer.TotalSteps, Logs))
                    metrics.Write(done.Step, Named(done));
                if (IsDue(done.Step, trainer.TotalSteps, Checkpoints))
                    Save(trainer, checkpoints);
            }
        }
        catch (OperationCanceledException)
        {
            Save(trainer, checkpoints);
            throw;
        }
    }

    private static void Load(ITrainer trainer, string path)
    {
        using var state = File.OpenRead(path);
        try
        {
            trainer.Load(state);
        }
        catch (DataException fault)
        {
            throw new DataException($"{path}: {fault.Message} Without this checkpoint's folder the training goes on from the one before it.", fault);
        }
    }

    private static bool IsDue(int step, int total, int times) => step == total || step % Math.Max(1, total / times) == 0;

    private static void Save(ITrainer trainer, CheckpointFolder checkpoints) =>
        checkpoints.Save(trainer.Step, folder =>
        {
            using var stream = File.Create(Path.Combine(folder, StateFile));
            trainer.Save(stream);
            // the folder is renamed next, and a name must not outlive a power cut that its content does not
            stream.Flush(flushToDisk: true);
        });

    private static Dictionary<string, double> Named(TrainingMetrics metrics)
    {
        var named = new Dictionary<string, double>
        {
            ["train/loss"] = metrics.Loss,
            ["train/grad_norm"] = metrics.GradientNorm,
            ["train/lr"] = metrics.LearningRate,
        };
        foreach (var (key, value) in metrics.More)
            named[$"train/{key}"] = value;
        return named;
    }
}

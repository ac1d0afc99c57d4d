using Robotics.Cli.Progress;
using Robotics.Simulation.Recording;

namespace Robotics.Cli.Pipeline;

/// <summary>Records demonstrations of scripted experts into a LeRobot dataset.</summary>
internal static class RecordStep
{
    /// <summary>Records, or goes on with a recording that was interrupted; a finished dataset is left as it is.</summary>
    public static void Run(RecordingSettings settings, string directory, StepContext context)
    {
        if (Directory.Exists(directory))
            return;
        using var progress = context.Terminal.Progress("Record demonstrations", Episodes(settings));
        var result = DatasetRecording.Run(settings, context.Worker, directory, new Display(progress), context.Cancellation);
        if (result.Discarded + result.LostWorkers > 0)
            context.Terminal.Say($"{result.Discarded} attempts did not turn out as planned and were recorded again; {result.LostWorkers} workers were lost.");
    }

    private static int Episodes(RecordingSettings s) =>
        s.TrainFluent + s.TrainHesitant + s.TrainFailing + s.HoldoutFluent + s.HoldoutHesitant + s.RolloutSuccess + s.RolloutPartial + s.RolloutFailure;

    private sealed class Display(ProgressBar bar) : IProgress<RecordingProgress>
    {
        public void Report(RecordingProgress value) => bar.Report(value.Episodes, $"{value.Frames} frames");
    }
}

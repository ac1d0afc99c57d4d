using Robotics.Cli.Progress;
using Robotics.Cli.Reports;
using Robotics.Datasets;
using Robotics.Policy.Imitation;

namespace Robotics.Cli.Commands;

/// <summary>What relabelling made of a dataset.</summary>
internal static class RelabelReport
{
    /// <summary>Writes the result and warns of suspicious weights.</summary>
    public static void Write(Terminal terminal, RewardAlignedWeights weights, string directory, bool json)
    {
        if (weights.Warning is { } warning) terminal.Warn(warning);
        var summary = new
        {
            Labels = Path.Combine(directory, RewardLabelsFile.FileName),
            Progress = Path.Combine(directory, SarmProgressFile.FileName),
            weights.Episodes,
            weights.Frames,
            MeanWeight = weights.Mean,
            weights.EffectiveSampleSize,
            weights.ZeroShare,
            weights.FullShare,
        };
        terminal.WriteResult(json
            ? JsonResult.Write(summary)
            : $"{weights.Frames:N0} frames of {Counted.Of(weights.Episodes, "episode")}: mean weight {weights.Mean:0.00}, {weights.ZeroShare:P0} weigh nothing, {weights.FullShare:P0} weigh one\n{summary.Labels}\n{summary.Progress}");
    }
}

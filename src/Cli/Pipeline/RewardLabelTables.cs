using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Shaping;

namespace Robotics.Cli.Pipeline;

/// <summary>
/// Makes the tables of a relabelled dataset from the progress of its episodes. Episodes are read one at a time; only their
/// progress is kept, because a weight depends on all of it.
/// </summary>
/// <param name="modelPath">Folder of the reward model.</param>
/// <param name="modelId">Its id.</param>
/// <param name="stageNames">Its stages, as <see cref="RewardLabelsFile.StagesText"/> gives them.</param>
/// <param name="settings">How progress becomes rewards and weights.</param>
internal sealed class RewardLabelTables(string modelPath, string modelId, string stageNames, RelabelSettings settings)
{
    private readonly PotentialShaping _shaping = new(settings.Gamma);

    /// <summary>Writes the table of labels and LeRobot's <c>sarm_progress.parquet</c>.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="episodes">In the dataset's order.</param>
    /// <param name="fileOf">Where an episode's progress is.</param>
    /// <returns>What the weights look like.</returns>
    public RewardAlignedWeights Write(string directory, IReadOnlyList<Episode> episodes, Func<Episode, EpisodeProgressFile> fileOf)
    {
        var progress = episodes.Select(episode => fileOf(episode).Read().Column("progress")).ToArray();
        var weights = RewardAlignedWeights.Compute(
            progress, settings.ChunkSize, settings.Kappa, settings.Epsilon, [.. episodes.Select(episode => episode.Index)]);
        SarmProgressFile.Write(Path.Combine(directory, SarmProgressFile.FileName), episodes, progress, modelPath);
        FrameTable.WriteAll(
            Path.Combine(directory, RewardLabelsFile.FileName), episodes.Select((episode, e) => Labels(fileOf(episode).Read(), weights[e])));
        return weights;
    }

    /// <summary>Whether a folder holds both tables.</summary>
    /// <param name="directory">The folder.</param>
    public static bool AreIn(string directory) =>
        new[] { RewardLabelsFile.FileName, SarmProgressFile.FileName }.All(name => File.Exists(Path.Combine(directory, name)));

    private FrameTable Labels(FrameTable estimate, float[] weights) => estimate with
    {
        Columns =
        [
            .. estimate.Columns,
            // a recording that stops is not yet a true end: who trains with terminal states subtracts the last progress there
            new FrameColumn("reward", _shaping.Shape(estimate.Column("progress"), terminated: false)),
            new FrameColumn("weight", weights),
        ],
        Metadata = new Dictionary<string, string>
        {
            ["reward_model_path"] = modelPath,
            ["reward_model_id"] = modelId,
            [RewardLabelsFile.StagesKey] = stageNames,
            ["kappa"] = $"{settings.Kappa}",
            ["chunk_size"] = $"{settings.ChunkSize}",
            ["gamma"] = $"{settings.Gamma}",
        },
    };
}

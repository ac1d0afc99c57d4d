using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>What relabelling said about each frame of an episode; columns that a table does not have are null.</summary>
/// <param name="Progress">[T] in [0, 1]; NaN where missing.</param>
/// <param name="Stage">[T] from 0.</param>
/// <param name="Confidence">[T] in [0, 1].</param>
/// <param name="Reward">[T] of the step that leads to the frame.</param>
/// <param name="Weight">[T] in reward-aligned training.</param>
/// <param name="StageNames">In order; empty where the table does not name them.</param>
/// <param name="Model">Which model it is from.</param>
internal sealed record FrameLabels(
    float[] Progress, float[]? Stage, float[]? Confidence, float[]? Reward, float[]? Weight, IReadOnlyList<string> StageNames, string Model)
{
    /// <summary>Takes an episode's rows out of a table of labels or of LeRobot's progress file.</summary>
    /// <exception cref="DataException">The table has no progress, or lacks frames of the episode.</exception>
    public static FrameLabels Of(FrameTable table, Episode episode)
    {
        var rows = table.Slice(episode);
        return new FrameLabels(
            Find(rows, "progress") ?? rows.Column("progress_sparse"),
            Find(rows, "stage"), Find(rows, "confidence"), Find(rows, "reward"), Find(rows, "weight"),
            RewardLabelsFile.Stages(rows),
            rows.Metadata.GetValueOrDefault("reward_model_id") ?? rows.Metadata.GetValueOrDefault("reward_model_path") ?? "");
    }

    private static float[]? Find(FrameTable table, string name) => table.Columns.FirstOrDefault(column => column.Name == name)?.Values;
}

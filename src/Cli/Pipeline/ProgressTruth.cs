using System.Globalization;
using Robotics.Datasets;
using Robotics.RewardModels;
using Robotics.RewardModels.Evaluation;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>True stage and progress of recorded episodes: the simulator's where a dataset has them, else its stage annotations.</summary>
internal sealed class ProgressTruth
{
    private const string SimulatorFile = "ground_truth.parquet";
    private readonly FrameTable? _simulator;
    private readonly IReadOnlyList<string> _stages;
    private readonly TemporalProportions _proportions;

    /// <summary>Opens the truth of a dataset.</summary>
    /// <param name="dataset">Whose.</param>
    /// <param name="stages">Stage names in order [K].</param>
    /// <param name="proportions">Turns annotated stages into progress.</param>
    public ProgressTruth(LeRobotDataset dataset, IReadOnlyList<string> stages, TemporalProportions proportions)
    {
        var path = Path.Combine(dataset.Directory, SimulatorFile);
        _simulator = File.Exists(path) ? FrameTable.Read(path) : null;
        (_stages, _proportions) = (stages, proportions);
    }

    /// <summary>What the truth is, in words.</summary>
    public string Name => _simulator is null ? "annotated stages, progress linear in time within each" : "ground truth of the simulator";

    /// <summary>Puts an estimate beside the truth.</summary>
    public ScoredEpisode Score(Episode episode, ProgressTrack track)
    {
        if (_simulator is null)
        {
            var labels = Labels(episode);
            return new ScoredEpisode(track, labels.Stages, [.. labels.Stages.Zip(labels.Fractions, (k, tau) => (float)_proportions.Progress(k, tau))]);
        }

        var rows = _simulator.Slice(episode);
        var (stages, progress) = (rows.Column("stage"), rows.Column("progress"));
        Require(episode, stages, stage => stage >= 0 && stage < _stages.Count && stage == MathF.Floor(stage), $"stage is {{0}}, not one of 0 to {_stages.Count - 1}.");
        Require(episode, progress, value => value is >= 0 and <= 1, "progress is {0}, outside 0 to 1.");
        return new ScoredEpisode(track, Array.ConvertAll(stages, stage => (int)stage), progress);
    }

    private void Require(Episode episode, float[] values, Predicate<float> isSound, string problem)
    {
        if (Array.FindIndex(values, value => !isSound(value)) is >= 0 and var frame)
        {
            throw new DataException(new Defect(
                _simulator!.Source, string.Format(CultureInfo.InvariantCulture, problem, values[frame]), "Record the dataset again, or remove the file: the annotated stages are the truth then.")
            { Episode = episode.Index, Frame = frame });
        }
    }

    private StageLabels Labels(Episode episode)
    {
        try
        {
            return StageLabels.From(episode.Stages, _stages, episode.Length);
        }
        catch (DataException fault)
        {
            throw new DataException($"Episode {episode.Index}: {fault.Message}", fault);
        }
    }
}

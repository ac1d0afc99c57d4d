using Robotics.Datasets;
using Robotics.Perception;

namespace Robotics.RewardModels.Sarm;

/// <summary>Checked demonstrations with their labels, and the description that follows from them.</summary>
internal sealed class SarmTrainingData
{
    internal SarmTrainingData(SarmSettings settings, IReadOnlyList<SarmEpisode> episodes, IReadOnlyList<string> stages, TemporalProportions? proportions)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(stages);
        if (episodes.Count == 0)
            throw new DataException("There is no episode to train on.");
        if (stages.Count == 0)
            throw new DataException("There is no stage to learn; SARM needs annotated stages.");
        if (proportions is not null && proportions.Shares.Count != stages.Count)
            throw new DataException($"There are {proportions.Shares.Count} temporal proportions for {stages.Count} stages.");
        Episodes = episodes;
        var completed = episodes.Where(e => e.Completed).ToArray();
        if (completed.Length == 0)
            throw new DataException("No training episode completes the task, so nothing shows what the end of it looks like.");
        Labels = episodes.Select((e, i) => InEpisode(i, () => LabelsOf(e, stages, completed))).ToArray();
        Description = Describe(settings, stages, proportions ?? TemporalProportions.Of(completed.Select(e => (e.Stages, e.Length)), stages));
    }

    internal IReadOnlyList<SarmEpisode> Episodes { get; }

    internal IReadOnlyList<StageLabels> Labels { get; }

    internal SarmDescription Description { get; }

    /// <summary>Per episode, where its sequence holds the model's views.</summary>
    internal IReadOnlyList<int[]> Views { get; private set; } = [];

    private static StageLabels LabelsOf(SarmEpisode episode, IReadOnlyList<string> stages, IReadOnlyList<SarmEpisode> completed)
    {
        var labels = StageLabels.From(episode.Stages, stages, episode.Length);
        if (episode.Completed)
            return labels;
        StageAnnotation[] order = [.. episode.Stages.OrderBy(s => s.Start)];
        for (var i = 0; i < order.Length; i++)
        {
            // the last never ended, and one from which the robot fell back did not either
            var (start, end) = (order[i].Start, i + 1 < order.Length ? order[i + 1].Start : episode.Length);
            if (end == episode.Length || labels.Stages[end] <= labels.Stages[start])
                labels = labels.WithUnfinishedStage(start, end, UsualLength(order[i].Name, completed));
        }
        return labels;
    }

    private static double UsualLength(string stage, IReadOnlyList<SarmEpisode> completed) =>
        completed.SelectMany(e => e.Stages).Where(s => s.Name == stage).Select(s => s.End - s.Start).DefaultIfEmpty(1).Average();

    private SarmDescription Describe(SarmSettings settings, IReadOnlyList<string> stages, TemporalProportions proportions)
    {
        var first = Episodes[0].Input;
        var cameras = settings.Cameras.Count > 0 ? settings.Cameras : first.Features.Cameras;
        var states = settings.UseState ? first.States.GetLength(1) : 0;
        var none = new Normalization([], []);
        var description = new SarmDescription(first.Features.BackboneId, cameras, first.Features.Dimension, states, stages, proportions, none, none);
        Views = Episodes.Select((e, i) => InEpisode(i, () => Check(description, e))).ToArray();
        return description with { Features = FeatureStatistics(description), State = StateStatistics(states) };
    }

    private static int[] Check(SarmDescription description, SarmEpisode episode)
    {
        if (episode.Length == 0)
            throw new DataException("The episode has no frames.");
        description.CheckStates(episode.Input);
        var bad = Array.FindIndex(episode.Input.Features.Values, v => !Half.IsFinite(v));
        if (bad >= 0)
            throw new DataException($"A feature of frame {FrameOf(bad, episode.Input.Features)} is not finite; extract the features again.");
        return description.Views(episode.Input.Features);
    }

    private static int FrameOf(int value, FeatureSequence features) => value / (features.Cameras.Count * features.Dimension);

    private Normalization FeatureStatistics(SarmDescription description)
    {
        var dimension = description.FeatureDimension;
        var frames = Frames().GetEnumerator();
        return Normalization.Of(description.Cameras.Count * dimension, row =>
        {
            if (!frames.MoveNext())
                return false;
            var (episode, frame) = frames.Current;
            var features = Episodes[episode].Input.Features.Frame(frame);
            for (var v = 0; v < description.Cameras.Count; v++)
                ToSingle(features.Slice(Views[episode][v] * dimension, dimension), row.Slice(v * dimension, dimension));
            return true;
        });
    }

    private static void ToSingle(ReadOnlySpan<Half> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = (float)from[i];
    }

    private Normalization StateStatistics(int length)
    {
        var frames = Frames().GetEnumerator();
        return Normalization.Of(length, row =>
        {
            if (!frames.MoveNext())
                return false;
            var (episode, frame) = frames.Current;
            for (var i = 0; i < row.Length; i++)
                row[i] = Episodes[episode].Input.States[frame, i];
            return true;
        });
    }

    private IEnumerable<(int Episode, int Frame)> Frames() =>
        from episode in Enumerable.Range(0, Episodes.Count) from frame in Enumerable.Range(0, Episodes[episode].Length) select (episode, frame);

    private static T InEpisode<T>(int number, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DataException e)
        {
            throw new DataException($"Training episode {number}: {e.Message}", e);
        }
    }
}

using Robotics.Datasets;

namespace Robotics.RewardModels.Sarm;

/// <summary>Per frame, the stage k and how far through it, τ in [0, 1], by time as in equation 2 of the paper.</summary>
/// <param name="Stages">k [T]</param>
/// <param name="Fractions">τ [T]</param>
public sealed record StageLabels(int[] Stages, float[] Fractions)
{
    /// <summary>
    /// Labels every frame. Frames before the first annotation count as its start, later gaps as the end of the stage
    /// before them. The last frame of a stage has τ = 1; a stage of one frame too.
    /// </summary>
    /// <param name="annotations">Stages of the episode, frames [Start, End).</param>
    /// <param name="stages">Names in order [K].</param>
    /// <param name="length">Frames T.</param>
    /// <exception cref="DataException">A stage is unknown, lies outside the episode or overlaps another; or there is none.</exception>
    public static StageLabels From(IReadOnlyList<StageAnnotation> annotations, IReadOnlyList<string> stages, int length)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(stages);
        if (annotations.Count == 0)
            throw new DataException("The episode has no stage annotations; annotate it or leave it out of the training split.");
        var labels = new StageLabels(new int[length], new float[length]);
        var filled = 0;
        foreach (var annotation in annotations.OrderBy(a => a.Start))
        {
            var stage = Find(annotation, stages, length);
            if (annotation.Start < filled)
                throw new DataException($"Stage '{annotation.Name}' starts at frame {annotation.Start}, before the previous stage ends at {filled}.");
            labels.FillGap(filled, annotation.Start, stage);
            labels.FillStage(annotation, stage);
            filled = annotation.End;
        }
        labels.FillGap(filled, length, 0);
        return labels;
    }

    /// <summary>How far an unfinished stage is taken to have come at most: it began, and it never ended.</summary>
    public const float UnfinishedFraction = 0.5f;

    /// <summary>
    /// The labels of an episode in which one stage was not completed: τ grows from the stage's start as fast as it
    /// usually does and stays at <see cref="UnfinishedFraction"/>, where the annotation's own end would say 1.
    /// </summary>
    /// <param name="start">First frame of the stage.</param>
    /// <param name="end">Frame at which the next one starts, or the episode's length.</param>
    /// <param name="usualLength">Frames that the stage takes where it is completed.</param>
    internal StageLabels WithUnfinishedStage(int start, int end, double usualLength)
    {
        var fractions = (float[])Fractions.Clone();
        for (var t = start; t < end; t++)
            fractions[t] = (float)Math.Min(UnfinishedFraction, (t - start) / usualLength);
        return this with { Fractions = fractions };
    }

    private static int Find(StageAnnotation annotation, IReadOnlyList<string> stages, int length)
    {
        if (annotation.Start < 0 || annotation.End <= annotation.Start || annotation.End > length)
            throw new DataException($"Stage '{annotation.Name}' spans frames {annotation.Start} to {annotation.End}, outside the episode's {length} frames.");
        for (var k = 0; k < stages.Count; k++)
            if (stages[k] == annotation.Name)
                return k;
        throw new DataException($"Stage '{annotation.Name}' is unknown; the stages are {string.Join(", ", stages.Select(s => $"'{s}'"))}.");
    }

    private void FillStage(StageAnnotation annotation, int stage)
    {
        var span = annotation.End - 1 - annotation.Start;
        for (var t = annotation.Start; t < annotation.End; t++)
            (Stages[t], Fractions[t]) = (stage, span == 0 ? 1 : (t - annotation.Start) / (float)span);
    }

    private void FillGap(int from, int to, int next)
    {
        for (var t = from; t < to; t++)
            (Stages[t], Fractions[t]) = from == 0 ? (next, 0) : (Stages[from - 1], 1);
    }
}

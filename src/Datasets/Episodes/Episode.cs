namespace Robotics.Datasets;

/// <summary>One demonstration or rollout as the dataset's metadata describes it; its frames are read on demand.</summary>
/// <param name="Index">Episode number in the dataset.</param>
/// <param name="Length">Frames.</param>
/// <param name="Tasks">Instructions, usually one.</param>
/// <param name="FromIndex">Global index of the first frame.</param>
/// <param name="Videos">Where each camera's frames are.</param>
/// <param name="Stages">Stage annotations in order; empty where the episode has none.</param>
public sealed record Episode(
    int Index,
    int Length,
    IReadOnlyList<string> Tasks,
    long FromIndex,
    IReadOnlyDictionary<string, VideoSegment> Videos,
    IReadOnlyList<StageAnnotation> Stages)
{
    /// <summary>Free columns of the episode's metadata row that the format does not define, such as <c>quality</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}

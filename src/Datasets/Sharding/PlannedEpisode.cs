namespace Robotics.Datasets.Sharding;

/// <summary>An episode as a unit of work.</summary>
/// <param name="Index">Episode number in the dataset.</param>
/// <param name="Frames">Its frames.</param>
public sealed record PlannedEpisode(int Index, int Frames);

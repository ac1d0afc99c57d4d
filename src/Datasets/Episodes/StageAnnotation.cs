namespace Robotics.Datasets;

/// <summary>One named stage of an episode: frames [Start, End), counted from the episode's first frame.</summary>
public sealed record StageAnnotation(string Name, int Start, int End);

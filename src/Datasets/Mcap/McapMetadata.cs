namespace Robotics.Datasets.Mcap;

/// <summary>Named pairs that belong to a whole recording.</summary>
public sealed record McapMetadata(string Name, IReadOnlyDictionary<string, string> Values);

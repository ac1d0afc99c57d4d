using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>What the metadata will say about one written episode.</summary>
internal sealed record EpisodeEntry(
    int Index,
    IReadOnlyList<string> Tasks,
    int Length,
    long From,
    FilePosition Data,
    IReadOnlyList<StageAnnotation> Stages,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, FeatureStatistics> Statistics);

using Robotics.Datasets;

namespace Robotics.Cli.Reports.Content;

/// <summary>Predicted progress of one episode beside its frames.</summary>
/// <param name="Rule">Why this episode is shown: <c>worst</c>, <c>median</c> or <c>best</c> by mean absolute error.</param>
/// <param name="Title">Episode, quality, outcome.</param>
/// <param name="Timestamps">[T] seconds.</param>
/// <param name="Predicted">[T] in [0, 1].</param>
public sealed record EpisodeCurve(string Rule, string Title, float[] Timestamps, float[] Predicted)
{
    /// <summary>Ground truth or annotated progress [T]; null where nothing is known.</summary>
    public float[]? Truth { get; init; }

    /// <summary>What <see cref="Truth"/> is: the simulator's ground truth, or annotated key frames.</summary>
    public string TruthName { get; init; } = "ground truth";

    /// <summary>True stages as bands; empty where unknown.</summary>
    public IReadOnlyList<StageAnnotation> Stages { get; init; } = [];

    /// <summary>Predicted stage per frame [T], 0 to K-1; empty where the model has none.</summary>
    public int[] PredictedStages { get; init; } = [];

    /// <summary>Stage names in order [K].</summary>
    public IReadOnlyList<string> StageNames { get; init; } = [];

    /// <summary>A few frames, evenly spread.</summary>
    public IReadOnlyList<FilmFrame> Frames { get; init; } = [];
}

/// <summary>One picture of a filmstrip.</summary>
/// <param name="Frame">Frame in the episode.</param>
/// <param name="Jpeg">The picture.</param>
public sealed record FilmFrame(int Frame, byte[] Jpeg);

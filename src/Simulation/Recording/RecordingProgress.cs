namespace Robotics.Simulation.Recording;

/// <summary>How far a recording is, and what it came to when it is done.</summary>
/// <param name="Episodes">Episodes finished.</param>
/// <param name="TotalEpisodes">Episodes planned.</param>
/// <param name="Frames">Frames of the finished ones.</param>
/// <param name="Discarded">Attempts that did not turn out as planned and were recorded again with the next seed.</param>
/// <param name="LostWorkers">Workers that died; their episodes were recorded again.</param>
public sealed record RecordingProgress(int Episodes, int TotalEpisodes, long Frames, int Discarded, int LostWorkers)
{
    /// <summary>Why the last lost worker died.</summary>
    public string? LastLoss { get; init; }
}

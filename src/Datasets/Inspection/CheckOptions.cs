namespace Robotics.Datasets;

/// <summary>How thoroughly a dataset is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Whether an episode of which no file at all is here counts as left out on purpose, as after a partial download.</summary>
    public bool AllowSubset { get; init; }

    /// <summary>Decodes a whole video file and returns its number of frames; null checks the headers only.</summary>
    public Func<string, CancellationToken, int>? CountFrames { get; init; }

    /// <summary>Gets the number of files looked at so far and the number of all.</summary>
    public IProgress<(int Done, int Total)>? Progress { get; init; }
}

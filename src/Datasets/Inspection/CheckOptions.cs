namespace Robotics.Datasets;

/// <summary>How thoroughly a dataset is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Whether an episode of which no file at all is here counts as left out on purpose, as after a partial download.</summary>
    public bool AllowSubset { get; init; }

    /// <summary>
    /// Decodes a whole video file with so many threads and gives the time stamp of each frame in seconds from the first; called
    /// for several files at once. Null checks the headers only.
    /// </summary>
    public Func<string, int, CancellationToken, IEnumerable<double>>? DecodeTimes { get; init; }

    /// <summary>Gets the number of files looked at so far, parts of a video being decoded included, and the number of all.</summary>
    public IProgress<(double Done, int Total)>? Progress { get; init; }
}

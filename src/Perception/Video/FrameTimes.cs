using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>The time stamps of a video's frames, found by decoding every one of them.</summary>
public static class FrameTimes
{
    /// <summary>Seconds from the first frame, frame by frame.</summary>
    /// <param name="path">The video.</param>
    /// <param name="threads">Decoder threads.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DataException">A frame is damaged, or the file ends before its header says; names the frame.</exception>
    public static IEnumerable<double> Decode(string path, int threads, CancellationToken cancellationToken)
    {
        using var reader = new VideoReader(path, threads);
        while (reader.TryAdvance(out double seconds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return seconds;
        }
    }
}

namespace Robotics.Datasets;

/// <summary>Takes a part out of a video file by copying its packets, without re-encoding.</summary>
public interface IVideoCutter
{
    /// <summary>Writes <paramref name="frames"/> frames from <paramref name="from"/> seconds on into <paramref name="output"/>, starting at time 0.</summary>
    /// <exception cref="DataException">No key frame is at that time, or fewer frames follow.</exception>
    void Cut(string input, double from, int frames, string output, CancellationToken cancellationToken);
}

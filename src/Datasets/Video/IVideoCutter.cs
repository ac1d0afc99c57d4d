namespace Robotics.Datasets;

/// <summary>Takes a part out of a video file by copying its packets, without re-encoding.</summary>
public interface IVideoCutter
{
    /// <summary>Writes the <paramref name="frames"/> frames of an episode into <paramref name="output"/>, starting at time 0.</summary>
    /// <exception cref="DataException">No key frame is at that time, or fewer frames follow.</exception>
    void Cut(VideoSegment segment, int frames, string output, CancellationToken cancellationToken);
}

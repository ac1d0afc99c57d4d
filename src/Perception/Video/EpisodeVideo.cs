using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>The frames of one episode within a video file that may hold many episodes.</summary>
public static class EpisodeVideo
{
    /// <summary>Reads all frames of an episode, one after the other, as <see cref="EpisodeVideoReader"/> finds them.</summary>
    /// <param name="segment">Where the episode is.</param>
    /// <param name="frames">Frames of the episode; exactly as many are returned.</param>
    /// <param name="fps">Frames per second of the dataset.</param>
    /// <param name="width">Columns of the frames to return; 0 for the file's own.</param>
    /// <param name="height">Rows of the frames to return; 0 for the file's own.</param>
    /// <exception cref="DataException">A frame is missing or damaged; the message names the file and the first such frame.</exception>
    public static IEnumerable<RgbImage> Read(VideoSegment segment, int frames, double fps, int width = 0, int height = 0)
    {
        using var reader = new EpisodeVideoReader(segment, frames, fps, width, height);
        while (reader.Next < frames)
        {
            var image = new RgbImage(reader.Width, reader.Height, new byte[reader.Width * reader.Height * 3]);
            reader.Read(image.Pixels);
            yield return image;
        }
    }
}

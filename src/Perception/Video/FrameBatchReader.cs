using System.Runtime.ExceptionServices;
using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>
/// Reads frames at random places of many files, a batch at a time. Within a batch every file is gone through once, from front
/// to back: each key-frame group that holds a wanted frame is decoded once and only as far as needed, the others are passed
/// over, and the frames come back in the order asked. Files stay open between batches.
/// </summary>
public sealed class FrameBatchReader : IDisposable
{
    private readonly double _fps;
    private readonly int _parallel;
    private readonly OpenVideos _videos;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="fps">Frames per second of the dataset.</param>
    /// <param name="width">Columns of the frames to return; 0 for the files' own.</param>
    /// <param name="height">Rows of the frames to return; 0 for the files' own.</param>
    /// <param name="openFiles">Most files that stay open between batches.</param>
    /// <param name="parallel">Files read side by side.</param>
    public FrameBatchReader(double fps, int width = 0, int height = 0, int openFiles = 16, int parallel = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fps);
        ArgumentOutOfRangeException.ThrowIfNegative(openFiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        (_fps, _parallel) = (fps, parallel);
        _videos = new OpenVideos(openFiles, width, height);
    }

    /// <summary>The frames asked for, in that order; a frame asked for twice is the same image twice.</summary>
    /// <exception cref="DataException">A frame is missing or damaged; names the file and the episode's frame.</exception>
    public IReadOnlyList<RgbImage> Read(IReadOnlyList<FrameRequest> requests, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)request.Frame, (uint)request.Length, nameof(requests));
        var images = new RgbImage[requests.Count];
        var files = Enumerable.Range(0, requests.Count).GroupBy(i => requests[i].Segment.Path).ToArray();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _parallel, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(files, options, file => ReadFile(file.Key, InFileOrder(file, requests), requests, images, cancellation));
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.Cause());
        }
        return images;
    }

    /// <inheritdoc/>
    public void Dispose() => _videos.Dispose();

    private static int[] InFileOrder(IEnumerable<int> places, IReadOnlyList<FrameRequest> requests) =>
        [.. places.OrderBy(i => requests[i].Segment.From).ThenBy(i => requests[i].Frame)];

    private void ReadFile(string path, int[] order, IReadOnlyList<FrameRequest> requests, RgbImage[] images, CancellationToken cancellation)
    {
        var video = _videos.Take(path);
        try
        {
            EpisodeVideoReader? episode = null;
            for (int k = 0; k < order.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                var request = requests[order[k]];
                bool isSameEpisode = k > 0 && request.Segment == requests[order[k - 1]].Segment;
                if (isSameEpisode && request.Frame == requests[order[k - 1]].Frame)
                {
                    images[order[k]] = images[order[k - 1]];
                    continue;
                }
                if (!isSameEpisode) episode = new EpisodeVideoReader(request.Segment, request.Length, _fps, video);
                images[order[k]] = ReadFrame(episode!, request.Frame, startsHere: !isSameEpisode);
            }
        }
        catch
        {
            video.Dispose();
            throw;
        }
        _videos.Return(path, video);
    }

    private static RgbImage ReadFrame(EpisodeVideoReader episode, int frame, bool startsHere)
    {
        if (startsHere || episode.Next != frame) episode.Seek(frame);
        var image = new RgbImage(episode.Width, episode.Height, new byte[episode.Width * episode.Height * 3]);
        episode.Read(image.Pixels);
        return image;
    }
}

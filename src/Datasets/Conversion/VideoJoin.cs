using Robotics.Datasets.LeRobot;
using Robotics.Datasets.LeRobot.Writing;

namespace Robotics.Datasets.Conversion;

/// <summary>Joins one camera's v2.1 videos into v3.0 files; a file ends where an episode is encoded otherwise.</summary>
internal sealed class VideoJoin(ConversionPlan plan, string root, string key, IVideoConcatenator video)
{
    private readonly string _camera = DatasetInfo.CameraName(key);

    /// <summary>Each episode's place, by its number in the source.</summary>
    public Dictionary<int, VideoPlace> Write(Action done, CancellationToken cancellationToken)
    {
        var places = new Dictionary<int, VideoPlace>();
        var position = new FilePosition();
        foreach (var group in plan.VideoGroups[key].SelectMany(Alike))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Join(group, position.Path(root, DatasetPaths.VideoTemplate, key), cancellationToken);
            long frames = 0;
            foreach (var episode in group)
            {
                places[episode.Index] = new VideoPlace(position, Seconds(frames), Seconds(frames + episode.Length));
                frames += episode.Length;
            }

            position = position.Next(plan.Source.Info.ChunksSize);
            done();
        }

        return places;
    }

    // packets of different encoders cannot share a file
    private IEnumerable<ArraySegment<Episode>> Alike(Episode[] group)
    {
        string[] paths = [.. group.Select(Source)];
        for (var first = 0; first < group.Length;)
        {
            var count = video.CountAlike(new ArraySegment<string>(paths, first, paths.Length - first));
            yield return new ArraySegment<Episode>(group, first, count);
            first += count;
        }
    }

    private void Join(ArraySegment<Episode> group, string path, CancellationToken cancellationToken)
    {
        var frames = group.Sum(episode => episode.Length);
        if (File.Exists(path) && video.Probe(path).Frames == frames)
            return;
        foreach (var episode in group)
            Require(episode);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = Path.ChangeExtension(path, ".partial.mp4");
        if (group.Count == 1)
            File.Copy(Source(group[0]), partial, overwrite: true);
        else
            video.Concatenate([.. group.Select(Source)], partial, cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    private void Require(Episode episode)
    {
        var found = video.Probe(Source(episode));
        if (found.Frames != episode.Length || Math.Abs(found.Duration - Seconds(episode.Length)) > 0.5 / plan.Source.Info.Fps)
            throw new DataException(new Defect(Source(episode), $"the video has {found.Frames} frames in {found.Duration:R} s; the episode has {episode.Length} in {Seconds(episode.Length):R} s.",
                "Check the dataset first.")
            { Episode = episode.Index });
    }

    private string Source(Episode episode) => episode.Videos[_camera].Path;

    private double Seconds(long frames) => (double)frames / plan.Source.Info.Fps;
}

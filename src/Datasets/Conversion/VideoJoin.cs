using Robotics.Datasets.LeRobot;
using Robotics.Datasets.LeRobot.Writing;

namespace Robotics.Datasets.Conversion;

/// <summary>Joins one camera's v2.1 videos into v3.0 files; episodes whose packets cannot share a file get one each.</summary>
internal sealed class VideoJoin(ConversionPlan plan, string root, string key, IVideoConcatenator video)
{
    private readonly string _camera = DatasetInfo.CameraName(key);

    /// <summary>Each episode's place, by its number in the source.</summary>
    public Dictionary<int, VideoPlace> Write(Action done, CancellationToken cancellationToken)
    {
        var places = new Dictionary<int, VideoPlace>();
        var waiting = new LinkedList<Episode[]>(plan.VideoGroups[key]);
        for (var position = new FilePosition(); waiting.First is { } node; position = position.Next(plan.Source.Info.ChunksSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            waiting.Remove(node);
            var group = node.Value;
            var path = position.Path(root, DatasetPaths.VideoTemplate, key);
            if (!TryJoin(group, path, cancellationToken))
            {
                foreach (var episode in group.Skip(1).Reverse())
                    waiting.AddFirst([episode]);
                group = group[..1];
                TryJoin(group, path, cancellationToken);
            }

            long frames = 0;
            foreach (var episode in group)
            {
                places[episode.Index] = new VideoPlace(position, Seconds(frames), Seconds(frames + episode.Length));
                frames += episode.Length;
            }

            done();
        }

        return places;
    }

    private bool TryJoin(Episode[] group, string path, CancellationToken cancellationToken)
    {
        var frames = group.Sum(episode => episode.Length);
        if (File.Exists(path) && video.Probe(path).Frames == frames)
            return true;
        foreach (var episode in group)
            Require(episode);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = Path.ChangeExtension(path, ".partial.mp4");
        try
        {
            if (group.Length == 1)
                File.Copy(Source(group[0]), partial, overwrite: true);
            else
                video.Concatenate([.. group.Select(Source)], partial, cancellationToken);
        }
        catch (DataException) when (group.Length > 1)
        {
            // videos of different encoders: their packets cannot share a file
            File.Delete(partial);
            return false;
        }

        File.Move(partial, path, overwrite: true);
        return true;
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

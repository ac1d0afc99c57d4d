using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Rollout;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>Collects the frames of one episode for a dataset, encoding each camera's while they come.</summary>
internal sealed class EpisodeFrameWriter : IDisposable
{
    private readonly DatasetSpec _spec;
    private readonly Dictionary<string, CameraVideoWriter> _videos = [];
    private readonly List<Transition> _rows = [];

    public EpisodeFrameWriter(DatasetSpec spec, string folder)
    {
        _spec = spec;
        Directory.CreateDirectory(folder);
        for (var i = 0; i < spec.Cameras.Count; i++)
        {
            var camera = spec.Cameras[i];
            _videos[camera.Name] = new CameraVideoWriter(Path.Combine(folder, $"{i}.mp4"), camera.Width, camera.Height, spec.Fps);
        }
    }

    /// <summary>Reward per frame [T].</summary>
    public float[] Rewards => [.. _rows.Select(row => row.Reward)];

    /// <summary>Adds a frame.</summary>
    /// <exception cref="DataException">It has other cameras or sizes than the dataset.</exception>
    public void Add(Transition transition)
    {
        var images = transition.Observation.Images;
        foreach (var camera in _spec.Cameras)
        {
            var video = _videos[camera.Name];
            if (!images.TryGetValue(camera.Name, out var image) || !video.HasSizeOf(image))
                throw new DataException($"Episode {transition.Episode}, step {transition.Step}: camera {camera.Name} has no image of {camera.Width}x{camera.Height}, as the first episode has. Export actors with other cameras into a dataset of their own.");
            video.Write(image);
        }
        // the pixels are in the videos now
        _rows.Add(transition with { Observation = transition.Observation with { Images = new Dictionary<string, RgbImage>() } });
    }

    /// <summary>Finishes the videos.</summary>
    public EpisodeRecording Complete(StoredEpisode episode)
    {
        foreach (var video in _videos.Values)
            video.Complete();
        return new EpisodeRecording(
            _rows[0].Observation.Task,
            [.. Enumerable.Range(0, _rows.Count).Select(t => (float)t / _spec.Fps)],
            Table(row => row.Observation.State, _spec.StateNames.Count), Table(row => row.Action, _spec.ActionNames.Count),
            _videos.ToDictionary(video => video.Key, video => video.Value.Path),
            [],
            new Dictionary<string, string>
            {
                ["actor"] = episode.Actor,
                ["policy"] = _rows[0].Policy,
                [SuccessLabel.Name] = _rows[^1].End?.Success switch { true => "true", false => "false", null => "unknown" },
            },
            _videos.ToDictionary(video => video.Key, video => video.Value.Statistics));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var video in _videos.Values)
            video.Dispose();
    }

    private float[,] Table(Func<Transition, float[]> row, int width)
    {
        var table = new float[_rows.Count, width];
        for (var t = 0; t < _rows.Count; t++)
        {
            var values = row(_rows[t]);
            if (values.Length != width)
                throw new DataException($"Episode {_rows[t].Episode}, step {t}: {values.Length} numbers where the first episode has {width}. Export actors with other joints into a dataset of their own.");
            for (var d = 0; d < width; d++)
                table[t, d] = values[d];
        }
        return table;
    }
}

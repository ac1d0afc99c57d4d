using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;

namespace Robotics.RobotBridge.Episodes;

/// <summary>One episode while it runs: images go into videos at once, so memory holds its numbers only.</summary>
internal sealed class EpisodeSink : IDisposable
{
    private readonly string _directory;
    private readonly IReadOnlyList<string> _cameras;
    private readonly IEmbodiment _embodiment;
    private readonly int _fps;
    private readonly List<CameraVideoWriter> _videos = [];
    private readonly List<float[]> _states = [];
    private readonly List<double[]> _commanded = [];
    private readonly List<TaskProgress> _progress = [];
    private long _start;
    private long _last;

    /// <param name="directory">Exists and is empty.</param>
    /// <param name="cameras">Names in the order of the views.</param>
    /// <param name="embodiment">Makes states and actions.</param>
    /// <param name="fps">Frames per second.</param>
    public EpisodeSink(string directory, IReadOnlyList<string> cameras, IEmbodiment embodiment, int fps) =>
        (_directory, _cameras, _embodiment, _fps) = (directory, cameras, embodiment, fps);

    /// <summary>Frames so far.</summary>
    public int Length => _states.Count;

    /// <summary>Appends a frame.</summary>
    /// <exception cref="DataException">An image has a size that no video can have, or another one than before.</exception>
    public void Add(ObservedFrame frame)
    {
        var moment = frame.Moment;
        if (Length == 0)
            Begin(moment.Views, moment.Stamp);
        for (var view = 0; view < _cameras.Count; view++)
        {
            var (image, video) = (moment.Views[view], _videos[view]);
            if (!video.HasSizeOf(image))
                throw new DataException($"Camera {_cameras[view]} changed from {video.Width}x{video.Height} to {image.Width}x{image.Height} pixels in the middle of an episode.");
            video.Write(image);
        }
        _states.Add(_embodiment.State(moment.Measured, moment.Commanded));
        _commanded.Add(moment.Commanded);
        _progress.Add(frame.Progress with { StageProbabilities = [] });
        _last = moment.Stamp;
    }

    /// <summary>Finishes the videos and gives the numbers.</summary>
    public RecordedEpisode Complete()
    {
        _videos.ForEach(video => video.Complete());
        var progress = _progress.ConvertAll(frame => frame.Progress);
        var named = _cameras.Zip(_videos).ToList();
        return new RecordedEpisode(
            _progress[0].Task, _progress[0].Model, _start,
            Math.Max(0, (long)Math.Round((_last - _start) * _fps / 1e9) + 1 - Length),
            [.. _states],
            [.. _commanded.Select((from, t) => _embodiment.Action(from, _commanded[Math.Min(t + 1, Length - 1)]))],
            [.. _progress.Select(frame => (float)frame.Stage)],
            StageNames(),
            [.. progress],
            [.. _progress.Select(frame => frame.Confidence)],
            // what is published with a frame is the reward of the step to it; a dataset keeps it with the frame before
            [.. _progress.Skip(1).Select(frame => frame.Reward), 0],
            _progress[^1].Success,
            named.ToDictionary(camera => camera.First, camera => new[] { camera.Second.Width, camera.Second.Height }),
            named.ToDictionary(camera => camera.First, camera => camera.Second.Statistics.Histogram.ToArray()));
    }

    /// <inheritdoc/>
    public void Dispose() => _videos.ForEach(video => video.Dispose());

    private string[] StageNames()
    {
        var names = new string[_progress.Max(frame => (int)frame.Stage) + 1];
        Array.Fill(names, "");
        foreach (var frame in _progress)
            names[(int)frame.Stage] = frame.StageName;
        return names;
    }

    private void Begin(IReadOnlyList<RgbImage> views, long stamp)
    {
        _start = stamp;
        for (var view = 0; view < _cameras.Count; view++)
        {
            var (width, height) = (views[view].Width, views[view].Height);
            if (width % 2 != 0 || height % 2 != 0)
                throw new DataException($"Camera {_cameras[view]} gives {width}x{height} pixels; a video needs even numbers.");
            _videos.Add(new CameraVideoWriter(RecordedEpisode.VideoPath(_directory, _cameras[view]), width, height, _fps));
        }
    }
}

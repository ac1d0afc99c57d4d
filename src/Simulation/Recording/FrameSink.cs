using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>Collects the frames of one episode, encoding each camera's while they come.</summary>
internal sealed class FrameSink : IDisposable
{
    private readonly Dictionary<string, VideoWriter> _videos = [];
    private readonly Dictionary<string, ImageStatistics> _statistics = [];
    private readonly List<float[]> _states = [];
    private readonly List<float[]> _actions = [];
    private readonly List<int> _stages = [];
    private readonly List<double> _fractions = [];

    internal FrameSink(EnvironmentSpec spec, string directory)
    {
        int fps = (int)Math.Round(1 / spec.ControlPeriod);
        foreach (string camera in spec.Cameras)
        {
            _videos[camera] = new VideoWriter(StagedEpisode.VideoPath(directory, camera), spec.ImageWidth, spec.ImageHeight, fps);
            _statistics[camera] = new ImageStatistics();
        }
    }

    /// <summary>True stage of every frame so far.</summary>
    internal IReadOnlyList<int> Stages => _stages;

    internal void Add(Observation observation, float[] action, PickPlaceSimulation truth)
    {
        foreach (var (camera, image) in observation.Images)
        {
            _videos[camera].Write(image.Pixels);
            _statistics[camera].Add(image);
        }

        _states.Add(observation.State);
        _actions.Add(action);
        _stages.Add(truth.Stage);
        _fractions.Add(truth.StageFraction);
    }

    internal StagedEpisode Complete(EpisodePlan plan, RecordedEpisode result)
    {
        foreach (VideoWriter video in _videos.Values)
            video.Complete();
        return new StagedEpisode(
            plan, result, [.. _states], [.. _actions], [.. _stages], [.. _fractions],
            _statistics.ToDictionary(camera => camera.Key, camera => camera.Value.Histogram.ToArray()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (VideoWriter video in _videos.Values)
            video.Dispose();
    }
}

using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>Collects the frames of one episode, encoding each camera's while they come.</summary>
internal sealed class FrameSink : IDisposable
{
    private readonly Dictionary<string, CameraVideoWriter> _videos = [];
    private readonly List<float[]> _states = [];
    private readonly List<float[]> _actions = [];
    private readonly List<int> _stages = [];
    private readonly List<double> _fractions = [];

    internal FrameSink(EnvironmentSpec spec, string directory)
    {
        int fps = (int)Math.Round(1 / spec.ControlPeriod);
        foreach (string camera in spec.Cameras)
            _videos[camera] = new CameraVideoWriter(StagedEpisode.VideoPath(directory, camera), spec.ImageWidth, spec.ImageHeight, fps);
    }

    /// <summary>True stage of every frame so far.</summary>
    internal IReadOnlyList<int> Stages => _stages;

    internal void Add(Observation observation, float[] action, PickPlaceSimulation truth)
    {
        foreach (var (camera, image) in observation.Images)
            _videos[camera].Write(image);
        _states.Add(observation.State);
        _actions.Add(action);
        _stages.Add(truth.Stage);
        _fractions.Add(truth.StageFraction);
    }

    internal StagedEpisode Complete(EpisodePlan plan, RecordedEpisode result)
    {
        foreach (CameraVideoWriter video in _videos.Values)
            video.Complete();
        return new StagedEpisode(
            plan, result, [.. _states], [.. _actions], [.. _stages], [.. _fractions],
            _videos.ToDictionary(camera => camera.Key, camera => camera.Value.Statistics.Histogram.ToArray()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CameraVideoWriter video in _videos.Values)
            video.Dispose();
    }
}

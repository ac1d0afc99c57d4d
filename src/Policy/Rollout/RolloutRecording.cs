using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>Keeps what an episode looked like: for a video, or for a reward model to judge.</summary>
public sealed class RolloutRecording : IRolloutObserver
{
    private readonly HashSet<string>? _cameras;
    private readonly List<Observation> _observations = [];
    private readonly List<GroundTruth?> _truths = [];

    /// <summary>Records these cameras; all of them where none is named.</summary>
    public RolloutRecording(params IEnumerable<string> cameras)
    {
        _cameras = [.. cameras];
        if (_cameras.Count == 0)
            _cameras = null;
    }

    /// <summary>[T + 1]: the start and every step.</summary>
    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>[T + 1]: the truth after each step; the start has none.</summary>
    public IReadOnlyList<GroundTruth?> Truths => _truths;

    /// <summary>The images of one camera [T + 1].</summary>
    /// <exception cref="KeyNotFoundException">The camera was not recorded.</exception>
    public IEnumerable<RgbImage> Frames(string camera) => _observations.Select(o => o.Images[camera]);

    /// <inheritdoc/>
    public void Observe(Observation observation, GroundTruth? truth)
    {
        ArgumentNullException.ThrowIfNull(observation);
        _observations.Add(_cameras is null ? observation : observation with { Images = Chosen(observation.Images) });
        _truths.Add(truth);
    }

    private Dictionary<string, RgbImage> Chosen(IReadOnlyDictionary<string, RgbImage> images) =>
        images.Where(pair => _cameras!.Contains(pair.Key)).ToDictionary();
}

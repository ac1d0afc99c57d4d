using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>A frame of a demonstration.</summary>
/// <param name="Episode">Position of the demonstration in the list that is trained on.</param>
/// <param name="Frame">From 0.</param>
internal readonly record struct FrameReference(int Episode, int Frame);

/// <summary>All frames that a training draws from, each as likely as any other.</summary>
internal sealed class TrainingFrames
{
    private readonly PolicyEpisode[] _episodes;
    private readonly int[] _starts;
    private readonly bool _weighted;

    public TrainingFrames(IReadOnlyList<PolicyEpisode> episodes, Weighting weighting)
    {
        _episodes = [.. episodes.Where(e => e.Length > 0 && (weighting != Weighting.Successful || e.Successful))];
        _weighted = weighting == Weighting.RewardAligned;
        _starts = new int[_episodes.Length];
        for (var i = 0; i < _episodes.Length; i++)
        {
            _starts[i] = Count;
            Count += _episodes[i].Length;
            if (_weighted && _episodes[i].Weights?.Length != _episodes[i].Length)
                throw new DataException($"Demonstration {i} has {_episodes[i].Length} frames and {_episodes[i].Weights?.Length ?? 0} weights. Relabel the dataset with the reward model first.");
        }

        if (Count == 0)
            throw new DataException("There is no demonstration to learn from. Choose a split or a weighting that leaves some.");
    }

    /// <summary>Number of frames.</summary>
    public int Count { get; }

    /// <summary>The demonstrations that are trained on.</summary>
    public IReadOnlyList<PolicyEpisode> Episodes => _episodes;

    public FrameReference this[int index]
    {
        get
        {
            var found = Array.BinarySearch(_starts, index);
            var episode = found >= 0 ? found : ~found - 1;
            return new FrameReference(episode, index - _starts[episode]);
        }
    }

    public PolicyEpisode Episode(FrameReference frame) => _episodes[frame.Episode];

    public int ImageRow(FrameReference frame) => _episodes[frame.Episode].FirstFrame + frame.Frame;

    public float Weight(FrameReference frame) => _weighted ? _episodes[frame.Episode].Weights![frame.Frame] : 1;
}

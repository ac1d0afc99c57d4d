using Robotics.Perception;

namespace Robotics.RewardModels.Evaluation;

/// <summary>
/// An episode played backwards, on which a model that looks must lose progress where a clock gains it. Its first
/// frame, a window's anchor included, is the first one shown: the recording's last.
/// </summary>
public static class ReversedEpisode
{
    /// <summary>Turns features and states around; time stamps keep rising.</summary>
    public static ProgressInput Of(ProgressInput episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var features = episode.Features;
        var perFrame = features.Cameras.Count * features.Dimension;
        var values = new Half[features.Values.Length];
        var states = new float[episode.States.GetLength(0), episode.States.GetLength(1)];
        for (var t = 0; t < features.Length; t++)
            features.Frame(features.Length - 1 - t).CopyTo(values.AsSpan(t * perFrame));
        for (var t = 0; t < states.GetLength(0); t++)
            for (var i = 0; i < states.GetLength(1); i++)
                states[t, i] = episode.States[states.GetLength(0) - 1 - t, i];
        return episode with { Features = features with { Values = values }, States = states };
    }
}

using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.Benchmarks.Relabel;

/// <summary>Two ways to run the model one frame at a time.</summary>
internal static class SingleFrames
{
    /// <summary>As on a robot: each frame is projected once and kept for later windows.</summary>
    internal static void Live(SarmModel model, ProgressInput episode)
    {
        using var stream = model.Open(episode.Task);
        var state = new float[episode.States.GetLength(1)];
        for (var t = 0; t < episode.Features.Length; t++)
        {
            for (var i = 0; i < state.Length; i++)
                state[i] = episode.States[t, i];
            stream.Push(episode.Features.Frame(t), state);
        }
    }

    /// <summary>As the public implementations relabel: one forward pass over the whole window of every frame.</summary>
    /// <param name="model">The model with a gap of one frame, because the frames of a window are cut out and put side by side.</param>
    /// <param name="settings">The settings with the true gap.</param>
    /// <param name="episode">The episode.</param>
    /// <returns>Progress [T].</returns>
    internal static float[] Windows(SarmModel model, SarmSettings settings, ProgressInput episode)
    {
        var slots = new int[settings.ObservationSteps + 1];
        var progress = new float[episode.Features.Length];
        for (var t = 0; t < progress.Length; t++)
        {
            ObservationWindow.Fill(slots, t, settings.FrameGap);
            progress[t] = model.Estimate(Cut(episode, slots)).Progress[^1];
        }
        return progress;
    }

    private static ProgressInput Cut(ProgressInput episode, int[] slots)
    {
        var features = episode.Features;
        var values = new Half[slots.Length * features.Cameras.Count * features.Dimension];
        var states = new float[slots.Length, episode.States.GetLength(1)];
        for (var s = 0; s < slots.Length; s++)
        {
            features.Frame(slots[s]).CopyTo(values.AsSpan(s * features.Cameras.Count * features.Dimension));
            for (var i = 0; i < states.GetLength(1); i++)
                states[s, i] = episode.States[slots[s], i];
        }
        var times = slots.Select(s => features.Timestamps[s]).ToArray();
        return episode with { Features = features with { Values = values, Timestamps = times }, States = states };
    }
}

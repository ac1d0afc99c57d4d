using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>
/// Brings proprioception and actions to mean 0 and deviation 1, and back. The statistics belong to the checkpoint: a
/// policy that normalises differently from its training acts wrongly without a word.
/// </summary>
/// <param name="StateMean">[S]</param>
/// <param name="StateStd">[S]</param>
/// <param name="ActionMean">[A]</param>
/// <param name="ActionStd">[A]</param>
/// <param name="ActionLow">Smallest demonstrated action [A].</param>
/// <param name="ActionHigh">Largest demonstrated action [A].</param>
public sealed record Normalization(
    float[] StateMean,
    float[] StateStd,
    float[] ActionMean,
    float[] ActionStd,
    float[] ActionLow,
    float[] ActionHigh)
{
    /// <summary>A dimension that moves less than this (0.1 mm, 0.1 mrad) is treated as constant: dividing by its deviation would blow up noise.</summary>
    public const float SmallestStd = 1e-4f;

    /// <summary>S.</summary>
    public int StateSize => StateMean.Length;

    /// <summary>A.</summary>
    public int ActionSize => ActionMean.Length;

    /// <summary>Measures all frames of all demonstrations.</summary>
    /// <exception cref="DataException">There is no frame, the shapes differ, or a number is not finite.</exception>
    public static Normalization Of(IReadOnlyList<PolicyEpisode> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        if (!episodes.Any(e => e.Length > 0))
            throw new DataException("There is no demonstration to learn from. Choose a split or a filter that leaves some.");
        var (states, actions) = (new ColumnStatistics(episodes[0].States), new ColumnStatistics(episodes[0].Actions));
        for (var episode = 0; episode < episodes.Count; episode++)
        {
            states.Add(episodes[episode].States, "state", episode);
            actions.Add(episodes[episode].Actions, "action", episode);
            if (episodes[episode].Actions.GetLength(0) != episodes[episode].Length)
                throw new DataException($"Demonstration {episode} has {episodes[episode].Length} states and {episodes[episode].Actions.GetLength(0)} actions; record it again.");
        }

        return new Normalization(states.Mean, states.Std, actions.Mean, actions.Std, actions.Low, actions.High);
    }

    /// <summary>Normalises proprioception [S].</summary>
    public void NormalizeState(ReadOnlySpan<float> state, Span<float> normalized)
    {
        for (var i = 0; i < normalized.Length; i++)
            normalized[i] = (state[i] - StateMean[i]) / StateStd[i];
    }

    /// <summary>Normalises one number of an action.</summary>
    public float NormalizeAction(float value, int dimension) => (value - ActionMean[dimension]) / ActionStd[dimension];

    /// <summary>The action behind a normalised number.</summary>
    public float Action(float normalized, int dimension) => (normalized * ActionStd[dimension]) + ActionMean[dimension];

    /// <summary>Keeps an action within what was demonstrated: beyond it the network only extrapolates.</summary>
    public float Limit(float action, int dimension) => Math.Clamp(action, ActionLow[dimension], ActionHigh[dimension]);
}

using Robotics.Datasets;
using Robotics.Perception;

namespace Robotics.RewardModels.Sarm;

/// <summary>What a SARM model expects of its inputs and how it reads its outputs; part of every checkpoint.</summary>
/// <param name="BackboneId">Backbone of the features.</param>
/// <param name="Cameras">Views in the model's order [V].</param>
/// <param name="FeatureDimension">D</param>
/// <param name="StateDimension">S, 0 where the model uses no proprioception.</param>
/// <param name="Stages">Names in order [K].</param>
/// <param name="Proportions">Share of the task per stage [K].</param>
/// <param name="Features">Normalisation [V * D].</param>
/// <param name="State">Normalisation [S].</param>
public sealed record SarmDescription(
    string BackboneId,
    IReadOnlyList<string> Cameras,
    int FeatureDimension,
    int StateDimension,
    IReadOnlyList<string> Stages,
    TemporalProportions Proportions,
    Normalization Features,
    Normalization State)
{
    /// <summary>The position in the sequence of each of the model's views [V].</summary>
    /// <exception cref="DataException">A view is missing, or the features come from another backbone.</exception>
    internal int[] Views(FeatureSequence features)
    {
        if (features.BackboneId != BackboneId)
            throw new DataException($"The features come from backbone {features.BackboneId}, the model was trained on {BackboneId}; extract the features again.");
        if (features.Dimension != FeatureDimension)
            throw new DataException($"The features have {features.Dimension} dimensions, the model was trained on {FeatureDimension}.");
        return Cameras.Select(camera => IndexOf(features.Cameras, camera)).ToArray();
    }

    /// <summary>Checks that states have the model's width and one row per frame.</summary>
    /// <exception cref="DataException">They have not.</exception>
    internal void CheckStates(ProgressInput input)
    {
        if (StateDimension == 0)
            return;
        if (input.States.GetLength(1) != StateDimension || input.States.GetLength(0) != input.Features.Length)
            throw new DataException($"States are [{input.States.GetLength(0)}, {input.States.GetLength(1)}], the model needs [{input.Features.Length}, {StateDimension}].");
        for (var t = 0; t < input.Features.Length; t++)
            for (var i = 0; i < StateDimension; i++)
                if (!float.IsFinite(input.States[t, i]))
                    throw new DataException($"State element {i} of frame {t} is {input.States[t, i]}; repair the recording or leave the episode out.");
    }

    private static int IndexOf(IReadOnlyList<string> cameras, string camera)
    {
        for (var i = 0; i < cameras.Count; i++)
            if (cameras[i] == camera)
                return i;
        throw new DataException($"Camera {camera} is missing; the features have {string.Join(", ", cameras)}.");
    }
}

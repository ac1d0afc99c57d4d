using Robotics.RewardModels.Learning;

namespace Robotics.Policy.Rollout;

/// <summary>Actions drawn evenly between the limits; the same seed and step always give the same action.</summary>
internal static class RandomActions
{
    public static float[] At(EnvironmentSpec spec, ulong seed, int step)
    {
        var random = new StepRandom(seed, step);
        var action = new float[spec.ActionLow.Length];
        for (var i = 0; i < action.Length; i++)
            action[i] = (float)(spec.ActionLow[i] + ((spec.ActionHigh[i] - spec.ActionLow[i]) * random.NextDouble()));
        return action;
    }
}

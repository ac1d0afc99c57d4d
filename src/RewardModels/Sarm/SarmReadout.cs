namespace Robotics.RewardModels.Sarm;

/// <summary>Turns the outputs of the networks into estimates.</summary>
internal static class SarmReadout
{
    /// <summary>Reads one frame.</summary>
    /// <param name="probabilities">Of the stages [K].</param>
    /// <param name="fractions">τ in each stage [K].</param>
    /// <param name="proportions">Borders of the stages.</param>
    /// <param name="combination">Expected or likeliest.</param>
    internal static ProgressEstimate Read(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<float> fractions, TemporalProportions proportions, StageCombination combination)
    {
        var stage = 0;
        for (var k = 1; k < probabilities.Length; k++)
            if (probabilities[k] > probabilities[stage])
                stage = k;
        var progress = combination == StageCombination.MostLikely
            ? proportions.Progress(stage, fractions[stage])
            : Expected(probabilities, fractions, proportions);
        return new ProgressEstimate(stage, probabilities.ToArray(), (float)Math.Clamp(progress, 0, 1), probabilities[stage]);
    }

    private static double Expected(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> fractions, TemporalProportions proportions)
    {
        double progress = 0;
        for (var k = 0; k < probabilities.Length; k++)
            progress += probabilities[k] * proportions.Progress(k, fractions[k]);
        return progress;
    }
}

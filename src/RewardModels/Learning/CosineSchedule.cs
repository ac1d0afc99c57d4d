namespace Robotics.RewardModels.Learning;

/// <summary>Learning rate over training: a linear warm-up to the peak, then half a cosine down to the final rate.</summary>
/// <param name="Warmup">Steps until the peak; 0 starts at the peak.</param>
/// <param name="Peak">Highest rate.</param>
/// <param name="Final">Rate of the last step and of any later one.</param>
/// <param name="Total">Steps of the whole schedule, warm-up included.</param>
public sealed record CosineSchedule(int Warmup, double Peak, double Final, int Total)
{
    /// <summary>Rate of a step, counted from 0.</summary>
    public double At(int step)
    {
        if (step < Warmup)
            return Peak * (step + 1) / Warmup;
        var share = Math.Clamp((step - Warmup) / (double)Math.Max(1, Total - 1 - Warmup), 0, 1);
        return Final + (Peak - Final) * 0.5 * (1 + Math.Cos(Math.PI * share));
    }
}

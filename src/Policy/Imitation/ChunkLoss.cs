using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.Policy.Imitation;

/// <summary>The loss of behaviour cloning, apart from everything that feeds it.</summary>
internal static class ChunkLoss
{
    // errors below this share of an action's deviation are squared, so that the gradient fades as they vanish
    private const double Rounding = 0.05;

    /// <summary>
    /// Sum over b, h, a of c[b, h] * |predicted - target|, rounded off at zero: the L1 loss of ACT (arXiv 2304.13705). Where
    /// demonstrations disagree it settles on what most of the weight does; a squared error would settle on the mean, which
    /// nobody does: half a pause, half a grasp. The coefficients hold the frame's weight, the mask of
    /// actions that the demonstration does not have, and the division by batch size and number of actions.
    /// </summary>
    /// <param name="predicted">[B, H, A], normalised.</param>
    /// <param name="target">[B, H, A], normalised.</param>
    /// <param name="coefficients">[B, H, 1]</param>
    public static Tensor Of(Tensor predicted, Tensor target, Tensor coefficients)
    {
        using var perNumber = nn.functional.smooth_l1_loss(predicted, target, nn.Reduction.None, beta: Rounding);
        using var weighted = perNumber * coefficients;
        return weighted.sum();
    }

    /// <summary>
    /// Coefficients of one frame. The loss of a frame is the mean over the actions that its demonstration still has;
    /// what would come after the end is masked. Padding it with a resting action instead would teach, from every
    /// demonstration that breaks off half-way, to stop there.
    /// </summary>
    /// <param name="coefficients">[H], replaced.</param>
    /// <param name="weight">Weight of the frame, its batch normalised to mean 1.</param>
    /// <param name="remaining">Actions that the demonstration still has, this frame's included: at least 1.</param>
    /// <param name="batchSize">B.</param>
    /// <param name="actionSize">A.</param>
    public static void Coefficients(Span<float> coefficients, float weight, int remaining, int batchSize, int actionSize)
    {
        var known = Math.Min(remaining, coefficients.Length);
        coefficients[..known].Fill(weight / ((float)batchSize * known * actionSize));
        coefficients[known..].Clear();
    }
}

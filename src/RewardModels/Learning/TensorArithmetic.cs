using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// Arithmetic with scalars that is safe beside the garbage collector. TorchSharp 0.107's own operators make a scalar for
/// every <c>a + b</c> (its factor of b) and <c>2 * a</c> that nothing keeps alive: collected while the native call still
/// reads it, it ends the process once in some ten thousand operations under pressure. Differences, products and
/// quotients of tensors take no scalar and are fine.
/// </summary>
public static class TensorArithmetic
{
    private static readonly Scalar One = 1.ToScalar();

    /// <summary>a + b</summary>
    public static Tensor Plus(this Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add(b, One);
    }

    /// <summary>a += b</summary>
    public static Tensor PlusInPlace(this Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        return a.add_(b, One);
    }

    /// <summary>factor * a</summary>
    public static Tensor Times(this Tensor a, double factor)
    {
        ArgumentNullException.ThrowIfNull(a);
        using var scalar = factor.ToScalar();
        return a.mul(scalar);
    }
}

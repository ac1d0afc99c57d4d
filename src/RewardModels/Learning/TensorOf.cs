using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// Tensors of numbers that the program has, copied into memory of torch's own, which starts at a multiple of 64 bytes.
/// TorchSharp's <c>tensor(array)</c> lies in the managed heap at any multiple of 8, and the last digit of a matrix
/// product depends on where its operands lie: the same numbers would now and then give another result.
/// </summary>
public static class TensorOf
{
    /// <summary>Copies numbers, row after row.</summary>
    /// <param name="values">As many as the shape asks for.</param>
    /// <param name="shape">Sizes; [n] where none are given.</param>
    /// <exception cref="ArgumentException">Values and shape do not fit, or a tensor has no such type.</exception>
    public static Tensor Values<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var tensor = empty(shape.IsEmpty ? [values.Length] : shape, TypeOf<T>());
        if (tensor.numel() != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill [{string.Join(", ", shape.ToArray())}].", nameof(values));
        MemoryMarshal.AsBytes(values).CopyTo(tensor.bytes);
        return tensor;
    }

    private static ScalarType TypeOf<T>() => default(T) switch
    {
        Half => ScalarType.Float16,
        float => ScalarType.Float32,
        double => ScalarType.Float64,
        long => ScalarType.Int64,
        _ => throw new ArgumentException($"A tensor of {typeof(T).Name} is not needed so far."),
    };
}

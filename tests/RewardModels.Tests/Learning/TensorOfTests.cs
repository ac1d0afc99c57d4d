using Robotics.RewardModels.Learning;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

public sealed class TensorOfTests
{
    [Fact]
    public unsafe void Numbers_start_at_a_multiple_of_64_bytes_wherever_the_array_lies()
    {
        for (var i = 0; i < 200; i++)
        {
            using var tensor = TensorOf.Values(new float[63], [21, 3]);
            fixed (byte* start = tensor.bytes)
                Assert.Equal(0, (long)start % 64);
        }
    }

    [Fact]
    public void Values_shape_and_type_are_kept()
    {
        using var rows = TensorOf.Values([1f, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal((ScalarType.Float32, 6f), (rows.dtype, rows[1, 2].item<float>()));
        using var classes = TensorOf.Values([3L, 1], 2, 1);
        Assert.Equal((ScalarType.Int64, 1L), (classes.dtype, classes[1, 0].item<long>()));
        using var flat = TensorOf.Values([0.25, 0.75]);
        Assert.Equal((ScalarType.Float64, 0.75), (flat.dtype, flat[1].item<double>()));
        Assert.Equal([2], flat.shape);
    }

    [Fact]
    public void A_later_change_of_the_array_does_not_reach_the_tensor()
    {
        var values = new[] { 1f, 2f };
        using var tensor = TensorOf.Values(values);
        values[1] = 9;
        Assert.Equal(2, tensor[1].item<float>());
    }

    [Fact]
    public void A_shape_that_the_values_do_not_fill_is_refused() =>
        Assert.Contains("3 values do not fill [2, 2]", Assert.Throws<ArgumentException>(() => TensorOf.Values([1f, 2, 3], 2, 2)).Message, StringComparison.Ordinal);
}

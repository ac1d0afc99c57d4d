using Robotics.Perception.Images;

namespace Robotics.Perception.Tests.Images;

public sealed class BufferPoolTests
{
    [Fact]
    public void Lengths_are_exact_and_arrays_are_used_again()
    {
        var pool = new BufferPool();
        var (small, large) = (pool.Rent(10), pool.Rent(11));
        Assert.Equal((10, 11, 2L), (small.Length, large.Length, pool.Lent));
        pool.Return(small);
        pool.Return(large);
        Assert.Same(small, pool.Rent(10));
        Assert.NotSame(small, pool.Rent(10));
        Assert.Same(large, pool.Rent(11));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 8)]
    [InlineData(64, 64)]
    [InlineData(65, 128)]
    public void What_differs_from_message_to_message_shares_a_few_lengths(int wanted, int length) => Assert.Equal(length, new BufferPool().RentAtLeast(wanted).Length);

    [Fact]
    public void No_more_than_64_MiB_are_kept_and_the_oldest_go_first()
    {
        var pool = new BufferPool();
        var arrays = Enumerable.Range(0, 5).Select(i => pool.Rent((16 << 20) + i)).ToArray();
        Array.ForEach(arrays, pool.Return);
        Assert.NotSame(arrays[0], pool.Rent(16 << 20));
        Assert.NotSame(arrays[1], pool.Rent((16 << 20) + 1));
        Assert.Same(arrays[4], pool.Rent((16 << 20) + 4));
    }
}

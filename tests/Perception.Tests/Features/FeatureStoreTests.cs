using CsCheck;
using Robotics.Datasets;
using Robotics.Perception.Features;
using Robotics.Perception.Tests.Support;

namespace Robotics.Perception.Tests.Features;

public sealed class FeatureStoreTests : IDisposable
{
    private static readonly FeatureKey Key = new("0123", 1.5, 4, 10, "backbone-1");
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_was_written_is_read_back_bit_by_bit() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 30]).SelectMany((frames, dimension) =>
        Gen.UShort.Array[frames * dimension].Select(bits => (frames, dimension, bits))).Sample((frames, dimension, bits) =>
        {
            var store = new FeatureStore(_scratch.Path);
            var key = Key with { Frames = frames };
            Half[] values = [.. bits.Select(BitConverter.UInt16BitsToHalf)];
            Write(store, key, values, dimension);
            using var stored = store.Open(key);
            Assert.Equal((frames, dimension), (stored.Frames, stored.Dimension));
            Assert.Equal(bits, stored.Values.ToArray().Select(BitConverter.HalfToUInt16Bits));
        }, iter: 40, threads: 1);

    [Fact]
    public void Every_part_of_the_key_leads_to_other_features()
    {
        var store = new FeatureStore(_scratch.Path);
        Write(store, Key, Values(4), 2);
        Assert.True(store.Contains(Key));
        FeatureKey[] others = [Key with { Video = "0124" }, Key with { From = 1.6 }, Key with { Frames = 5 }, Key with { Fps = 11 }, Key with { BackboneId = "backbone-2" }, Key with { Place = new FilePlace(1, 2, 9) }, Key with { Place = new FilePlace(1, 3, 9) }];
        Assert.All(others, other => Assert.False(store.Contains(other)));
        Assert.Contains("robotics features", Assert.Throws<DataException>(() => store.Open(others[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_single_changed_byte_is_noticed() => Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 255]).Sample((place, change) =>
    {
        var store = new FeatureStore(_scratch.Path);
        Write(store, Key, Values(4), 2);
        string file = Files().Single();
        var bytes = File.ReadAllBytes(file);
        // the header's reserved bytes carry nothing
        int at = place % (80 + 16) is var i && i < 80 ? i : 128 + i - 80;
        bytes[at] ^= (byte)change;
        File.WriteAllBytes(file, bytes);
        Assert.Contains(file, Assert.Throws<DataException>(() => store.Open(Key)).Message, StringComparison.Ordinal);
    }, iter: 60, threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(128)]
    [InlineData(143)]
    public void A_file_that_was_cut_off_is_not_there_and_cannot_be_opened(int length)
    {
        var store = new FeatureStore(_scratch.Path);
        Write(store, Key, Values(4), 2);
        string file = Files().Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        Assert.False(store.Contains(Key));
        Assert.Throws<DataException>(() => store.Open(Key));
    }

    [Fact]
    public void An_abandoned_writer_leaves_nothing()
    {
        var store = new FeatureStore(_scratch.Path);
        using (var writer = store.Create(Key, 2))
        {
            writer.Append(Values(3));
            Assert.Throws<InvalidOperationException>(writer.Complete);
        }
        Assert.False(store.Contains(Key));
        Assert.Empty(Files());
    }

    [Fact]
    public void A_store_that_cannot_be_written_says_where_else_it_can_be()
    {
        File.WriteAllText(_scratch.File("store"), "no folder");
        string message = Assert.Throws<DataException>(() => new FeatureStore(_scratch.File("store")).Create(Key, 2)).Message;
        Assert.Contains(_scratch.File("store"), message, StringComparison.Ordinal);
        Assert.Contains("--cache", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_writers_and_readers_of_one_key_never_see_half_a_file()
    {
        var store = new FeatureStore(_scratch.Path);
        var key = Key with { Frames = 200 };
        Write(store, key, Values(200), 2);
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            if (i % 3 == 0) Write(store, key, Values(200), 2);
            using var stored = store.Open(key);
            Assert.Equal(Values(200), stored.Values.ToArray());
        });
        Assert.Single(Files());
    }

    [Fact]
    public void Views_are_interleaved_frame_by_frame()
    {
        var store = new FeatureStore(_scratch.Path);
        var other = Key with { Video = "4567" };
        Write(store, Key, Values(4), 2);
        Write(store, other, [.. Values(4).Select(value => -value)], 2);
        var features = store.Read([("front", Key), ("side", other)], [0, 0.1f, 0.2f, 0.3f]);
        Assert.Equal([(Half)4, (Half)5, (Half)(-4), (Half)(-5)], features.Frame(2).ToArray());
        Assert.Equal(["front", "side"], features.Cameras);
        Assert.Throws<DataException>(() => store.Read([("front", Key)], [0, 0.1f]));
    }

    private static Half[] Values(int frames) => [.. Enumerable.Range(0, frames * 2).Select(i => (Half)i)];

    private static void Write(FeatureStore store, FeatureKey key, Half[] values, int dimension)
    {
        using var writer = store.Create(key, dimension);
        writer.Append(values);
        writer.Complete();
    }

    private string[] Files() => Directory.GetFiles(_scratch.Path, "*", SearchOption.AllDirectories);
}

using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

public class SafetensorsTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            ["b.weight"] = randn(3, 4).t(),
            ["a"] = tensor(new long[] { 1, -2, long.MaxValue }),
            ["half"] = randn(5).to(ScalarType.Float16),
            ["empty"] = zeros(0, 3),
            ["scalar"] = tensor(2.5f),
        };
        using var stream = new MemoryStream();
        Safetensors.Write(stream, tensors, new Dictionary<string, string> { ["stages"] = "reach\nplace \"it\"" });
        stream.Position = 0;
        using var read = Safetensors.Read(stream);
        Assert.Equal("reach\nplace \"it\"", read.Metadata["stages"]);
        Assert.Equal(tensors.Keys.Order(), read.Tensors.Keys.Order());
        foreach (var (name, expected) in tensors)
        {
            Assert.Equal(expected.shape, read.Tensors[name].shape);
            Assert.Equal(expected.dtype, read.Tensors[name].dtype);
            Assert.True(expected.equal(read.Tensors[name]).all().item<bool>());
        }
    }

    [Fact]
    public void TheBytesFollowTheFormat()
    {
        using var one = tensor(new[] { 1f, 2f });
        using var stream = new MemoryStream();
        Safetensors.Write(stream, new Dictionary<string, Tensor> { ["x"] = one });
        var bytes = stream.ToArray();
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", Encoding.UTF8.GetString(bytes, 8, length).TrimEnd());
        Assert.Equal(0, length % 8);
        Assert.Equal([1f, 2f], [BitConverter.ToSingle(bytes, 8 + length), BitConverter.ToSingle(bytes, 12 + length)]);
        Assert.Equal(8 + length + 8, bytes.Length);
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}}""", "does not fill")]
    [InlineData("""{"x":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]}}""", "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "gap or overlap")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "gap or overlap")]
    [InlineData("""{"x":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", "unknown type")]
    [InlineData("""{"x":{"shape":[2]}}""", "described wrongly")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "cut short")]
    [InlineData("""[1]""", "no JSON object")]
    [InlineData("""{"x""", "not JSON")]
    public void HeadersThatLieAreRefused(string header, string message)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + 8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)text.Length);
        text.CopyTo(bytes, 8);
        var error = Assert.Throws<DataException>(() => Safetensors.Read(new MemoryStream(bytes)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedFilesNeverDoMoreThanFailWithAMessage()
    {
        using var weights = randn(4, 4);
        using var stream = new MemoryStream();
        Safetensors.Write(stream, new Dictionary<string, Tensor> { ["w"] = weights });
        var good = stream.ToArray();
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Sample((at, value, length) =>
        {
            var bad = good[..length];
            if (at < length)
                bad[at] = value;
            try
            {
                Safetensors.Read(new MemoryStream(bad)).Dispose();
            }
            catch (DataException)
            {
                return;
            }
        }, iter: 2000);
    }
}

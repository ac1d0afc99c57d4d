using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Robotics.Cli.Runs;

namespace Robotics.Cli.Tests.Runs;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_resumed_log_holds_every_step_once()
    {
        using (var log = new MetricsLog(_folder.Path, 0, TimeProvider.System))
        {
            for (var step = 1; step <= 5; step++) log.Write(step, new Dictionary<string, double> { ["train/loss"] = 1.0 / step });
        }
        File.AppendAllText(_folder["metrics.jsonl"], "{\"step\":6,\"train/lo"); // killed in mid-write
        using (var log = new MetricsLog(_folder.Path, 3, TimeProvider.System))
        {
            log.Write(4, new Dictionary<string, double> { ["train/loss"] = double.PositiveInfinity });
        }
        var lines = File.ReadLines(_folder["metrics.jsonl"]).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal([1, 2, 3, 4], lines.Select(l => (int)l["step"]!.GetValue<double>()));
        Assert.Equal("Infinity", lines[3]["train/loss"]!.GetValue<string>());
        Assert.Equal(0.5, lines[1]["train/loss"]!.GetValue<double>());
    }

    [Fact]
    public void Event_files_are_what_TensorBoard_reads()
    {
        using (var log = new MetricsLog(_folder.Path, 0, TimeProvider.System))
        {
            log.Write(300, new Dictionary<string, double> { ["train/loss"] = 0.25, ["train/lr"] = 1e-4 });
        }
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "events.out.tfevents.*"));
        var events = Records(File.ReadAllBytes(file)).Select(Fields).ToList();
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString((byte[])events[0].Single(f => f.Number == 3).Value));
        Assert.Equal(300UL, events[1].Single(f => f.Number == 2).Value);
        var wallTime = BitConverter.Int64BitsToDouble((long)(ulong)events[1].Single(f => f.Number == 1).Value);
        Assert.InRange(wallTime, 1.7e9, 5e9);
        var values = Fields((byte[])events[1].Single(f => f.Number == 5).Value).Select(v => Fields((byte[])v.Value)).ToList();
        Assert.Equal(["train/loss", "train/lr"], values.Select(v => Encoding.UTF8.GetString((byte[])v.Single(f => f.Number == 1).Value)));
        Assert.Equal([0.25f, 1e-4f], values.Select(v => BitConverter.UInt32BitsToSingle((uint)v.Single(f => f.Number == 2).Value)));
    }

    // an own parser of the record format: length u64, masked checksum of it, data, masked checksum of them
    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Mask(BitwiseCrc(file.AsSpan(at, 8))), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            var data = file.AsSpan(at + 12, length).ToArray();
            Assert.Equal(Mask(BitwiseCrc(data)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            yield return data;
            at += length + 16;
        }
    }

    private static uint Mask(uint crc) => unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8u);

    private static uint BitwiseCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78u : crc >> 1;
        }
        return ~crc;
    }

    private static List<(int Number, object Value)> Fields(byte[] message)
    {
        var fields = new List<(int, object)>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint();
            object value = (tag & 7) switch
            {
                0 => Varint(),
                1 => Take(8, b => BinaryPrimitives.ReadUInt64LittleEndian(b)),
                2 => Take((int)Varint(), b => b),
                5 => Take(4, b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
                _ => throw new InvalidDataException($"wire type {tag & 7}"),
            };
            fields.Add(((int)(tag >> 3), value));
        }
        return fields;

        ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = message[at++];
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80) return value;
            }
        }

        object Take<T>(int length, Func<byte[], T> read)
        {
            var bytes = message.AsSpan(at, length).ToArray();
            at += length;
            return read(bytes)!;
        }
    }
}

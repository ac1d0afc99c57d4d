using System.Buffers;
using System.Text;

namespace Robotics.Perception.Backbones.Conversion;

/// <summary>Writes one protocol buffer message, field by field.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal ProtobufMessage Integer(int field, long value)
    {
        WriteVarint((ulong)(field << 3 | Varint));
        WriteVarint((ulong)value);
        return this;
    }

    internal ProtobufMessage Integers(int field, IEnumerable<long> values)
    {
        foreach (long value in values) Integer(field, value);
        return this;
    }

    internal ProtobufMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((ulong)(field << 3 | LengthDelimited));
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    internal ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    internal ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value._bytes.WrittenSpan);

    internal byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}

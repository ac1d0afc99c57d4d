using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Robotics.Simulation.Workers;

/// <summary>Puts a message together; <see cref="MessageReader"/> takes it apart in the same order.</summary>
internal sealed class MessageWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    internal ReadOnlySpan<byte> Message => _buffer.WrittenSpan;

    internal MessageWriter Byte(byte value)
    {
        _buffer.Write([value]);
        return this;
    }

    internal MessageWriter Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
        return this;
    }

    internal MessageWriter Bits(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.GetSpan(sizeof(ulong)), value);
        _buffer.Advance(sizeof(ulong));
        return this;
    }

    internal MessageWriter Double(double value) => Bits(BitConverter.DoubleToUInt64Bits(value));

    internal MessageWriter Floats(ReadOnlySpan<float> values)
    {
        Int(values.Length);
        _buffer.Write(MemoryMarshal.AsBytes(values));
        return this;
    }

    internal MessageWriter Bytes(ReadOnlySpan<byte> values)
    {
        Int(values.Length);
        _buffer.Write(values);
        return this;
    }

    internal MessageWriter Text(string? value) =>
        value is null ? Int(-1) : Bytes(Encoding.UTF8.GetBytes(value));

    internal MessageWriter Json<T>(T value) => Bytes(JsonSerializer.SerializeToUtf8Bytes(value));
}

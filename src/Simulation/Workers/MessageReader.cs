using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Robotics.Simulation.Workers;

/// <summary>Takes a message apart without ever reading past its end.</summary>
/// <param name="message">The bytes after the length.</param>
internal ref struct MessageReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    internal byte Byte() => Take(1)[0];

    internal int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    internal ulong Bits() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    internal double Double() => BitConverter.UInt64BitsToDouble(Bits());

    internal float[] Floats() => MemoryMarshal.Cast<byte, float>(Take((long)Int() * sizeof(float))).ToArray();

    internal ReadOnlySpan<byte> Bytes() => Take(Int());

    internal string? Text()
    {
        int length = Int();
        return length == -1 ? null : Encoding.UTF8.GetString(Take(length));
    }

    /// <exception cref="InvalidDataException">The bytes are no such value.</exception>
    internal T Json<T>()
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Bytes()) ?? throw new InvalidDataException("A message holds JSON null.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("A message holds broken JSON: " + fault.Message, fault);
        }
    }

    /// <exception cref="InvalidDataException">The message goes on after its last value.</exception>
    internal readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new InvalidDataException($"A message has {_rest.Length} bytes too many.");
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length)
            throw new InvalidDataException($"A message promises {count} bytes where {_rest.Length} are left.");
        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}

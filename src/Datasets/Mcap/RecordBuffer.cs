using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Robotics.Datasets.Mcap;

/// <summary>Records in the making. Reusable: the memory grows to the largest content and stays.</summary>
internal sealed class RecordBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public int Length => _bytes.WrittenCount;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    /// <summary>Opens a record whose length is not known yet; returns the place to <see cref="End"/> it with.</summary>
    public int Begin(Opcode opcode)
    {
        Byte((byte)opcode);
        UInt64(0);
        return Length;
    }

    /// <summary>Closes a record: puts its length in front of it.</summary>
    public void End(int begin) => Patch(begin - sizeof(ulong), Length - begin);

    public void Byte(byte value) => Bytes([value]);

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(ushort)), value);
        _bytes.Advance(sizeof(ushort));
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(sizeof(uint)), value);
        _bytes.Advance(sizeof(uint));
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(sizeof(ulong)), value);
        _bytes.Advance(sizeof(ulong));
    }

    public void Bytes(ReadOnlySpan<byte> value) => _bytes.Write(value);

    /// <summary>Bytes behind their count of four bytes.</summary>
    public void Block(ReadOnlySpan<byte> value)
    {
        UInt32((uint)value.Length);
        Bytes(value);
    }

    public void Text(string value)
    {
        var count = Encoding.UTF8.GetByteCount(value);
        UInt32((uint)count);
        _bytes.Advance(Encoding.UTF8.GetBytes(value, _bytes.GetSpan(count)));
    }

    public void Texts(IReadOnlyDictionary<string, string> map)
    {
        UInt32((uint)map.Sum(pair => 2 * sizeof(uint) + Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)));
        foreach (var (key, value) in map)
        {
            Text(key);
            Text(value);
        }
    }

    public void Numbers(IReadOnlyDictionary<ushort, ulong> map)
    {
        UInt32((uint)(map.Count * (sizeof(ushort) + sizeof(ulong))));
        foreach (var (key, value) in map)
        {
            UInt16(key);
            UInt64(value);
        }
    }

    private void Patch(int at, int value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(MemoryMarshal.AsMemory(_bytes.WrittenMemory).Span[at..], (ulong)value);
}

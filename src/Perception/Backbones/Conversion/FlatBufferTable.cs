using System.Buffers.Binary;
using System.Text;
using Robotics.Datasets;

namespace Robotics.Perception.Backbones.Conversion;

/// <summary>
/// A table of a FlatBuffers file, the container of TensorFlow Lite models. Every read is checked against the file's bounds,
/// so a damaged file gives an error and never foreign memory.
/// </summary>
/// <param name="File">The whole file.</param>
/// <param name="Position">Where the table starts.</param>
internal readonly record struct FlatBufferTable(ReadOnlyMemory<byte> File, int Position)
{
    internal static FlatBufferTable Root(ReadOnlyMemory<byte> file) => new(file, checked((int)UInt32(file, 0)));

    internal int Int32(int field, int missing = 0) => Field(field) is { } at ? unchecked((int)UInt32(File, at)) : missing;

    internal int SByte(int field, int missing = 0) => Field(field) is { } at ? (sbyte)Slice(File, at, 1)[0] : missing;

    internal FlatBufferTable? Table(int field) => Field(field) is { } at ? new FlatBufferTable(File, Follow(at)) : null;

    internal string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    /// <summary>A vector of bytes, or the characters of a string.</summary>
    internal ReadOnlySpan<byte> Bytes(int field)
    {
        var (start, count) = Vector(field);
        return Slice(File, start, count);
    }

    internal int[] Int32s(int field)
    {
        var (start, count) = Vector(field);
        var bytes = Slice(File, start, checked(count * 4));
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        return values;
    }

    internal FlatBufferTable[] Tables(int field)
    {
        var (start, count) = Vector(field);
        _ = Slice(File, start, checked(count * 4));
        var tables = new FlatBufferTable[count];
        for (int i = 0; i < count; i++) tables[i] = new FlatBufferTable(File, Follow(start + 4 * i));
        return tables;
    }

    private (int Start, int Count) Vector(int field)
    {
        if (Field(field) is not { } at) return (0, 0);
        int vector = Follow(at);
        return (vector + 4, checked((int)UInt32(File, vector)));
    }

    // the table points back to its list of field offsets, where 0 or a short list means that the field is not set
    private int? Field(int field)
    {
        int fields = checked(Position - unchecked((int)UInt32(File, Position)));
        int entry = 4 + 2 * field;
        if (entry >= UInt16(File, fields)) return null;
        int offset = UInt16(File, fields + entry);
        return offset == 0 ? null : Position + offset;
    }

    private int Follow(int at) => checked(at + (int)UInt32(File, at));

    private static uint UInt32(ReadOnlyMemory<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(file, at, 4));

    private static ushort UInt16(ReadOnlyMemory<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(file, at, 2));

    private static ReadOnlySpan<byte> Slice(ReadOnlyMemory<byte> file, int start, int length)
    {
        if (start < 0 || length < 0 || start > file.Length - length)
            throw new DataException("The model file is damaged: an offset points outside of it.");
        return file.Span.Slice(start, length);
    }
}

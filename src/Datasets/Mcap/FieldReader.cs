using System.Buffers.Binary;
using System.Text;

namespace Robotics.Datasets.Mcap;

/// <summary>Reads the fields of a record from untrusted bytes: every length is checked before it is believed.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    /// <summary>Everything behind the fields that were read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(sizeof(byte))[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Bytes behind their own count of four bytes: arrays, maps and long fields.</summary>
    public ReadOnlySpan<byte> Block() => Take(UInt32());

    public string Text() => Encoding.UTF8.GetString(Block());

    /// <summary>A map of texts; where a key is there twice, the last one counts.</summary>
    public IReadOnlyDictionary<string, string> Texts()
    {
        var entries = new FieldReader(Block());
        var map = new Dictionary<string, string>();
        while (entries.Rest.Length > 0)
            map[entries.Text()] = entries.Text();
        return map;
    }

    /// <summary>A map from channel numbers to counts or offsets.</summary>
    public IReadOnlyDictionary<ushort, ulong> Numbers()
    {
        var entries = new FieldReader(Block());
        var map = new Dictionary<ushort, ulong>();
        while (entries.Rest.Length > 0)
            map[entries.UInt16()] = entries.UInt64();
        return map;
    }

    /// <summary>The next bytes.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new InvalidDataException($"{count} bytes are due where {_rest.Length} are left");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}

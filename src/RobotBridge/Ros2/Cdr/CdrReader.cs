using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Robotics.RobotBridge.Ros2.Cdr;

/// <summary>Reads plain CDR (XCDR1, either byte order) from the network: every length is checked before it is believed.</summary>
public ref struct CdrReader
{
    private const int HeaderLength = 4;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _swap;
    private int _position;

    /// <summary>Starts behind the encapsulation header.</summary>
    /// <exception cref="CdrException">The header is missing or names another encoding.</exception>
    public CdrReader(ReadOnlyMemory<byte> message)
    {
        if (message.Length < HeaderLength)
            throw new CdrException($"{message.Length} bytes are no CDR message.");
        var header = message.Span;
        if (header[0] != 0 || header[1] > 1)
            throw new CdrException($"Encapsulation {header[0]:x2}{header[1]:x2} is not plain CDR{Known(header)}.");
        (_bytes, _swap) = (message[HeaderLength..], header[1] == 1 != BitConverter.IsLittleEndian);
    }

    private readonly int Remaining => _bytes.Length - _position;

    /// <summary>Reads one whole message; byte sequences in it refer to <paramref name="message"/> and are valid as long as that is.</summary>
    /// <exception cref="CdrException">The bytes are no such message, too few or too many.</exception>
    public static T Deserialize<T>(ReadOnlyMemory<byte> message)
        where T : IMessage<T>
    {
        var reader = new CdrReader(message);
        var result = T.Read(ref reader);
        // senders may pad to four bytes
        return reader.Remaining < 4 ? result : throw new CdrException($"{reader.Remaining} bytes are left behind {T.Type.Name}.");
    }

    /// <summary>Reads a number at its own alignment.</summary>
    public T Read<T>()
        where T : unmanaged
    {
        Align(Unsafe.SizeOf<T>());
        Span<byte> value = stackalloc byte[Unsafe.SizeOf<T>()];
        Take(value.Length).Span.CopyTo(value);
        if (_swap)
            value.Reverse();
        return MemoryMarshal.Read<T>(value);
    }

    /// <summary>Reads one byte; anything but zero is true.</summary>
    public bool ReadBool() => Read<byte>() != 0;

    /// <summary>Reads a text, closing zero removed.</summary>
    public string ReadString(int bound = int.MaxValue)
    {
        var count = ReadCount(1);
        if (count == 0)
            return "";
        var bytes = Take(count).Span;
        if (bytes[^1] != 0)
            throw new CdrException("A text has no closing zero.");
        return count - 1 <= bound ? Encoding.UTF8.GetString(bytes[..^1]) : throw new CdrException($"A text of {count - 1} bytes where {bound} are allowed.");
    }

    /// <summary>Reads a sequence of bytes without copying it: it is a part of the message.</summary>
    public ReadOnlyMemory<byte> ReadBytes() => Take(ReadCount(1));

    /// <summary>Reads a sequence of numbers.</summary>
    public T[] ReadSequence<T>()
        where T : unmanaged => ReadArray<T>(ReadCount(Unsafe.SizeOf<T>()));

    /// <summary>Reads a fixed array.</summary>
    public T[] ReadArray<T>(int length)
        where T : unmanaged
    {
        if (length == 0)
            return [];
        Align(Unsafe.SizeOf<T>());
        var bytes = Take(checked(length * Unsafe.SizeOf<T>()));
        var values = new T[length];
        var target = MemoryMarshal.AsBytes(values.AsSpan());
        bytes.Span.CopyTo(target);
        for (var i = 0; _swap && i < length; i++)
            target.Slice(i * Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>()).Reverse();
        return values;
    }

    /// <summary>Reads a sequence of texts.</summary>
    public string[] ReadStrings()
    {
        // the shortest text is its own count
        var texts = new string[ReadCount(sizeof(uint))];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = ReadString();
        return texts;
    }

    /// <summary>Reads a sequence of messages.</summary>
    public T[] ReadMessages<T>()
        where T : IMessage<T>
    {
        // grows with what is really there: how short a message can be is not known
        var messages = new List<T>();
        for (var left = ReadCount(1); left > 0; left--)
            messages.Add(T.Read(ref this));
        return [.. messages];
    }

    // what other encodings begin with
    private static string Known(ReadOnlySpan<byte> header) =>
        header is [0, >= 6 and <= 11, ..] ? ": XCDR2 is not read"
        : header is [0x28, 0xb5, 0x2f, 0xfd, ..] ? ": rosbag2 compressed the messages one by one, which 'ros2 bag convert' undoes"
        : "";

    private int ReadCount(int smallestElement)
    {
        var count = Read<uint>();
        return count <= (uint)(Remaining / smallestElement) ? (int)count : throw new CdrException($"{count} elements cannot be in {Remaining} bytes.");
    }

    private void Align(int alignment) => _position = (_position + alignment - 1) / alignment * alignment;

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > Remaining)
            throw new CdrException($"{count} bytes are due, {Math.Max(0, Remaining)} are left.");
        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }
}

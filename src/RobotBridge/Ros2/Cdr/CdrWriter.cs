using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Robotics.RobotBridge.Ros2.Cdr;

/// <summary>Writes plain CDR (XCDR1, little endian) as ROS 2 sends it. Reusable: the buffer grows to the largest message and stays.</summary>
public sealed class CdrWriter
{
    private const int HeaderLength = 4;
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>The message written so far, encapsulation header included; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Serializes one message from the start of the buffer.</summary>
    public ReadOnlyMemory<byte> Serialize<T>(T message)
        where T : IMessage<T>
    {
        Begin();
        message.Write(this);
        return Written;
    }

    /// <summary>Starts an empty message: the header says plain CDR, little endian.</summary>
    public void Begin()
    {
        _length = 0;
        Reserve(HeaderLength, 1).Clear();
        _buffer[1] = 1;
    }

    /// <summary>Writes a number at its own alignment.</summary>
    public void Write<T>(T value)
        where T : unmanaged => MemoryMarshal.Write(Reserve(Unsafe.SizeOf<T>(), Unsafe.SizeOf<T>()), in value);

    /// <summary>Writes one byte, 0 or 1.</summary>
    public void WriteBool(bool value) => Write(value ? (byte)1 : (byte)0);

    /// <summary>Writes length, UTF-8 bytes and the closing zero.</summary>
    /// <exception cref="ArgumentException">The text is longer than its bound in bytes.</exception>
    public void WriteString(string text, int bound = int.MaxValue)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        if (count > bound)
            throw new ArgumentException($"{count} bytes of text where {bound} are allowed.", nameof(text));
        Write((uint)count + 1);
        var bytes = Reserve(count + 1, 1);
        Encoding.UTF8.GetBytes(text, bytes);
        bytes[count] = 0;
    }

    /// <summary>Writes a sequence of numbers: the count, then the elements.</summary>
    public void WriteSequence<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Write((uint)values.Length);
        WriteElements(values);
    }

    /// <summary>Writes a fixed array, which has no count.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public void WriteArray<T>(ReadOnlySpan<T> values, int length)
        where T : unmanaged
    {
        if (values.Length != length)
            throw new ArgumentException($"{values.Length} elements where {length} are fixed.", nameof(values));
        WriteElements(values);
    }

    /// <summary>Writes a sequence of texts.</summary>
    public void WriteStrings(IReadOnlyList<string> texts)
    {
        Write((uint)texts.Count);
        foreach (var text in texts)
            WriteString(text);
    }

    /// <summary>Writes a sequence of messages.</summary>
    public void WriteMessages<T>(IReadOnlyList<T> messages)
        where T : IMessage<T>
    {
        Write((uint)messages.Count);
        foreach (var message in messages)
            message.Write(this);
    }

    private void WriteElements<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        // an empty sequence aligns nothing after its count
        if (values.Length > 0)
            MemoryMarshal.AsBytes(values).CopyTo(Reserve(checked(values.Length * Unsafe.SizeOf<T>()), Unsafe.SizeOf<T>()));
    }

    private Span<byte> Reserve(int count, int alignment)
    {
        // alignment counts from the end of the encapsulation header
        var start = _length < HeaderLength ? _length : HeaderLength + (_length - HeaderLength + alignment - 1) / alignment * alignment;
        var end = checked(start + count);
        if (end > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(end, 2 * _buffer.Length));
        _buffer.AsSpan(_length, start - _length).Clear();
        _length = end;
        return _buffer.AsSpan(start, count);
    }
}

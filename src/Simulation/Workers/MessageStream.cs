using System.Buffers.Binary;

namespace Robotics.Simulation.Workers;

/// <summary>Messages on a byte stream: four bytes of length, little endian, then so many bytes.</summary>
internal static class MessageStream
{
    /// <summary>No message is longer: room for three images of 1024 x 1024 pixels.</summary>
    internal const int MaximumLength = 16 << 20;

    internal static void Write(Stream stream, ReadOnlySpan<byte> message)
    {
        if (message.Length is 0 or > MaximumLength)
            throw new InvalidDataException($"A message of {message.Length} bytes cannot be sent.");
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, message.Length);
        stream.Write(length);
        stream.Write(message);
        stream.Flush();
    }

    /// <summary>The next message, or null where the stream has ended between two messages.</summary>
    /// <exception cref="InvalidDataException">The length is impossible.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a message.</exception>
    internal static byte[]? Read(Stream stream)
    {
        byte[] header = new byte[sizeof(int)];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        if (read < header.Length)
            throw new EndOfStreamException("The stream ended inside the length of a message.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is < 1 or > MaximumLength)
            throw new InvalidDataException($"A message says it has {length} bytes; 1 to {MaximumLength} are possible.");
        byte[] message = new byte[length];
        stream.ReadExactly(message);
        return message;
    }
}

using System.Buffers.Binary;

namespace Robotics.Datasets.Inspection;

/// <summary>Walks the top-level boxes of an mp4 file; a file that was cut off ends inside one.</summary>
internal static class Mp4Boxes
{
    private const int HeaderBytes = 16;

    /// <summary>Bytes that the boxes need beyond the file's end; 0 for a whole file.</summary>
    public static long MissingBytes(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[HeaderBytes];
        long position = 0;
        while (position < file.Length)
        {
            header.Clear();
            file.Position = position;
            var read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
            var size = Size(header, file.Length - position);
            if (read < 8 || size < 8)
                return Math.Max(1, 8 - read);
            if (size > file.Length - position)
                return size - (file.Length - position);
            position += size;
        }

        return 0;
    }

    // 0 means up to the file's end, 1 that a 64-bit size follows the name
    private static long Size(ReadOnlySpan<byte> header, long rest) => BinaryPrimitives.ReadUInt32BigEndian(header) switch
    {
        0 => rest,
        1 => (long)Math.Min(long.MaxValue, BinaryPrimitives.ReadUInt64BigEndian(header[8..])),
        var size => size,
    };
}

using K4os.Compression.LZ4.Streams;
using ZstdSharp;

namespace Robotics.Datasets.Mcap;

/// <summary>Compresses and decompresses chunks. Decompression believes no size: memory grows with the data that really comes.</summary>
internal static class ChunkCompression
{
    private const int FirstPiece = 1 << 20;

    /// <summary>As a chunk record names it.</summary>
    public static string Name(McapCompression compression) => compression switch
    {
        McapCompression.None => "",
        McapCompression.Lz4 => "lz4",
        McapCompression.Zstd => "zstd",
        _ => throw new ArgumentOutOfRangeException(nameof(compression)),
    };

    /// <summary>Compresses a chunk.</summary>
    public static byte[] Compress(McapCompression compression, ReadOnlySpan<byte> records, Compressor zstd)
    {
        if (compression == McapCompression.Zstd)
            return zstd.Wrap(records).ToArray();
        if (compression == McapCompression.None)
            return records.ToArray();
        using var compressed = new MemoryStream();
        using (var encoder = LZ4Stream.Encode(compressed, leaveOpen: true))
            encoder.Write(records);
        return compressed.ToArray();
    }

    /// <summary>Decompresses into a buffer that grows as needed.</summary>
    /// <param name="compression">The chunk's own name for it.</param>
    /// <param name="bytes">What is there of the chunk; it may be cut off.</param>
    /// <param name="size">Decompressed size by the chunk's account, at most <see cref="McapFormat.LargestBlock"/>.</param>
    /// <param name="buffer">Receives the records.</param>
    /// <param name="fault">Why it ended early; null when all went well.</param>
    /// <returns>Bytes in the buffer.</returns>
    /// <exception cref="InvalidDataException">The compression has no such name.</exception>
    public static int Decompress(string compression, ArraySegment<byte> bytes, int size, ref byte[] buffer, out string? fault)
    {
        using var source = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using Stream decoder = compression switch
        {
            "" => source,
            "lz4" => LZ4Stream.Decode(source),
            "zstd" => new DecompressionStream(source),
            _ => throw new InvalidDataException($"compression '{compression}' is none of zstd, lz4 and none"),
        };
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length && length <= size)
                    Array.Resize(ref buffer, (int)Math.Min(Math.Max(FirstPiece, 2L * length), size + 1L));
                // one byte more than there should be tells that there are too many
                var read = length <= size ? decoder.Read(buffer, length, Math.Min(buffer.Length, size + 1) - length) : 0;
                if (read == 0)
                    break;
                length += read;
            }
            fault = length == size ? null : length > size ? $"it holds more than the {size} bytes that it promises" : $"it holds {length} of the {size} bytes that it promises";
        }
        // the two decoders' own ways to refuse damaged bytes, and frame features that they lack
        catch (Exception broken) when (broken is ZstdException or IOException or InvalidDataException or ArgumentException or InvalidOperationException or NotSupportedException or NotImplementedException or IndexOutOfRangeException or OverflowException)
        {
            fault = $"it cannot be decompressed behind byte {length}: {broken.Message}";
        }

        return Math.Min(length, size);
    }
}

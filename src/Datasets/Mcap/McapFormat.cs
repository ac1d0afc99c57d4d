namespace Robotics.Datasets.Mcap;

/// <summary>Fixed numbers of the format, version 0, and the bounds within which files are read.</summary>
internal static class McapFormat
{
    /// <summary>Opcode and content length in front of every record.</summary>
    public const int RecordHeader = 1 + sizeof(ulong);

    /// <summary>Content of a footer: start of the summary, start of the offsets, checksum.</summary>
    public const int FooterContent = 2 * sizeof(ulong) + sizeof(uint);

    /// <summary>Largest record and largest decompressed chunk that are read; a forged length cannot ask for more.</summary>
    public const int LargestBlock = 512 << 20;

    /// <summary>Largest sum of schemas, channels and metadata that is kept in memory.</summary>
    public const int LargestDefinitions = 64 << 20;

    /// <summary>First and last bytes of a file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'M', (byte)'C', (byte)'A', (byte)'P', (byte)'0', (byte)'\r', (byte)'\n'];
}

/// <summary>What a record is.</summary>
internal enum Opcode : byte
{
    None,
    Header,
    Footer,
    Schema,
    Channel,
    Message,
    Chunk,
    MessageIndex,
    ChunkIndex,
    Attachment,
    AttachmentIndex,
    Statistics,
    Metadata,
    MetadataIndex,
    SummaryOffset,
    DataEnd,
}

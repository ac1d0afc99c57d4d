namespace Robotics.Datasets.Mcap;

/// <summary>
/// Reads MCAP files (mcap.dev/spec) that anybody may have made: lengths and decompressed sizes are bounded, checksums are
/// checked, and memory holds one chunk. A file that was cut off is read as far as it goes. Our own code because no package
/// for .NET can be had; checked both ways against @mcap/core.
/// </summary>
public sealed class McapReader : IDisposable
{
    private readonly Stream _stream;
    private readonly Definitions _definitions = new();
    private readonly SummarySection? _summary;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataException">It is missing or no MCAP file.</exception>
    public McapReader(string path)
        : this(OpenFile(path), path)
    {
    }

    /// <summary>Reads from a stream that can seek; disposes it at the end.</summary>
    /// <param name="stream">The bytes of a file.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <exception cref="DataException">It is no MCAP file.</exception>
    public McapReader(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(file);
        (_stream, File) = (stream, file);
        try
        {
            (Profile, Library) = ReadHeader();
            (_summary, SummaryFault) = ReadSummary();
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Conventions that the file follows: <c>ros2</c>.</summary>
    public string Profile { get; }

    /// <summary>Program that wrote it.</summary>
    public string Library { get; }

    /// <summary>What the file says about itself; null where it says nothing or is cut off.</summary>
    public McapStatistics? Statistics => _summary?.Statistics;

    /// <summary>Why there is no summary though there should be one: the file is cut off or damaged. Messages can be read all the same.</summary>
    public string? SummaryFault { get; }

    /// <summary>Channels known so far: all that the summary lists, and all that were met while reading.</summary>
    public IReadOnlyCollection<McapChannel> Channels => [.. _definitions.Channels.Values.OrderBy(channel => channel.Id)];

    /// <summary>Reads messages in the order of the file, which recorders keep near the order of time. One pass at a time.</summary>
    /// <param name="selection">Which ones; all by default.</param>
    /// <param name="report">Told what is wrong with the file, at the place where it is met; what is broken is then left out.</param>
    /// <exception cref="DataException">Something is wrong with the file, and <paramref name="report"/> is null.</exception>
    public IEnumerable<McapMessage> Messages(McapSelection? selection = null, Action<Defect>? report = null)
    {
        var scan = new MessageScan(File, _stream, _definitions, _summary, selection ?? new McapSelection(), report ?? Throw);
        scan.Begin();
        while (scan.TryNext(out var message))
            yield return message;
    }

    /// <summary>Named pairs that belong to the whole recording; none where the file is cut off.</summary>
    /// <exception cref="DataException">A record of them is broken.</exception>
    public IReadOnlyList<McapMetadata> Metadata()
    {
        var found = new List<McapMetadata>();
        var records = new RecordStream(_stream);
        long bytes = 0;
        foreach (var start in _summary?.MetadataStarts ?? [])
        {
            try
            {
                records.Seek((long)Math.Min(start, (ulong)_stream.Length));
                if (!records.TryNext() || records.Opcode != Opcode.Metadata || (ulong)(bytes += (long)Math.Min(records.Length, int.MaxValue)) > McapFormat.LargestDefinitions)
                    throw new InvalidDataException("no such record is there");
                var fields = new FieldReader(records.Content());
                found.Add(new McapMetadata(fields.Text(), fields.Texts()));
            }
            catch (InvalidDataException fault)
            {
                throw new DataException(new Defect(File, $"the metadata at byte {start} cannot be read: {fault.Message}.", "Copy the file again from its source."), fault);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private (string Profile, string Library) ReadHeader()
    {
        var records = new RecordStream(_stream);
        Span<byte> magic = stackalloc byte[McapFormat.Magic.Length];
        _stream.Position = 0;
        if (!records.TryReadRaw(magic) || !magic.SequenceEqual(McapFormat.Magic))
            throw NoMcap("it does not begin with the magic bytes of MCAP version 0.");
        try
        {
            if (!records.TryNext() || records.Opcode != Opcode.Header)
                throw NoMcap("its first record is no header.");
            var fields = new FieldReader(records.Content());
            return (fields.Text(), fields.Text());
        }
        catch (InvalidDataException fault)
        {
            throw NoMcap($"its header is broken: {fault.Message}.");
        }
    }

    private (SummarySection? Summary, string? Fault) ReadSummary()
    {
        try
        {
            return (SummarySection.Read(_stream, _definitions), null);
        }
        catch (InvalidDataException fault)
        {
            return (null, fault.Message);
        }
    }

    private DataException NoMcap(string problem) =>
        new(new Defect(File, problem, "Give an MCAP file; ROS 1 bags and sqlite3 bags are converted with 'ros2 bag convert' or 'mcap convert'."));

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataException(new Defect(path, $"it cannot be opened: {fault.Message}", "Give the path of an MCAP file."), fault);
        }
    }

    private static void Throw(Defect defect) => throw new DataException(defect);
}

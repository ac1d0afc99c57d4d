using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Robotics.Datasets;

namespace Robotics.Perception.Features;

/// <summary>The features of one view of one episode, mapped into memory: readers of any number share the same pages.</summary>
public sealed unsafe class StoredFeatures : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    internal StoredFeatures(string path, FeatureKey key)
    {
        // another process may replace the file meanwhile; the mapping keeps the one that was opened
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = Read(stream);
        if (header.Fault(key, stream.Length) is { } fault) throw Damaged(path, fault);
        (Frames, Dimension) = (header.Frames, header.Dimension);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, header.FileLength, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start;
        if (header.HasChecksum(SHA256.HashData(MemoryMarshal.AsBytes(Values)))) return;
        Dispose();
        throw Damaged(path, "its values do not match their checksum");
    }

    /// <summary>T.</summary>
    public int Frames { get; }

    /// <summary>D.</summary>
    public int Dimension { get; }

    /// <summary>[T, D]; valid until this is disposed.</summary>
    public ReadOnlySpan<Half> Values => new(_start + FeatureFileHeader.Length, checked(Frames * Dimension));

    /// <summary>One frame's embedding [D].</summary>
    public ReadOnlySpan<Half> Frame(int frame) => Values.Slice(frame * Dimension, Dimension);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static FeatureFileHeader Read(Stream stream)
    {
        FeatureFileHeader header = default;
        int read = stream.ReadAtLeast(MemoryMarshal.AsBytes(new Span<FeatureFileHeader>(ref header)), FeatureFileHeader.Length, throwOnEndOfStream: false);
        return read == FeatureFileHeader.Length ? header : default;
    }

    private static DataException Damaged(string path, string reason) =>
        new(new Defect(path, $"the feature file cannot be used: {reason}.", "Extract the features again; the file is then replaced: robotics features DATASET"));
}

using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.Policy.Imitation;

/// <summary>
/// All frames of one camera, reduced to squares and laid out as the network takes them: bytes [N, 3, S, S], memory
/// mapped. Decoded once; trainings that run side by side share the memory.
/// </summary>
public sealed unsafe class TrainingImages : IDisposable
{
    private const int HeaderBytes = 64;
    private static readonly byte[] Magic = "robotics training images 1\n"u8.ToArray();
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _first;

    private TrainingImages(string path, int frames, int size)
    {
        (Frames, Size) = (frames, size);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _first);
        _first += _view.PointerOffset + HeaderBytes;
    }

    /// <summary>N.</summary>
    public int Frames { get; }

    /// <summary>S, pixels along an edge.</summary>
    public int Size { get; }

    /// <summary>One frame [3, S, S].</summary>
    public ReadOnlySpan<byte> this[int frame]
    {
        get
        {
            ObjectDisposedException.ThrowIf(_first is null, this);
            ArgumentOutOfRangeException.ThrowIfNegative(frame);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Frames);
            var bytes = ImagePlanes.Bytes(Size);
            return new ReadOnlySpan<byte>(_first + ((long)frame * bytes), bytes);
        }
    }

    /// <summary>Maps a file that <see cref="Write"/> made.</summary>
    /// <exception cref="DataException">It is no such file, or cut short.</exception>
    public static TrainingImages Open(string path)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        long length;
        using (var stream = File.OpenRead(path))
        {
            length = stream.Length;
            if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes || !header.StartsWith(Magic))
                throw new DataException($"{path}: this is no file of training images; delete it to have it made again.");
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(header[^12..]);
        var frames = BinaryPrimitives.ReadInt64LittleEndian(header[^8..]);
        if (size is < 1 or > 4096 || frames is < 1 or > int.MaxValue || length != HeaderBytes + (frames * ImagePlanes.Bytes(size)))
            throw new DataException($"{path}: {length} bytes do not hold {frames} images of {size}x{size}; delete it to have it made again.");
        return new TrainingImages(path, (int)frames, size);
    }

    /// <summary>Writes a file of reduced images; it appears under its name only when it is complete.</summary>
    /// <returns>The number of images.</returns>
    public static int Write(string path, int size, IEnumerable<RgbImage> images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var partial = AtomicFile.PartialOf(path, $".{Environment.CurrentManagedThreadId}");
        try
        {
            var frames = WritePartial(partial, size, images, cancellation);
            File.Move(partial, path, overwrite: true);
            return frames;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_first is null)
            return;
        _first = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    private static int WritePartial(string partial, int size, IEnumerable<RgbImage> images, CancellationToken cancellation)
    {
        var planes = new byte[ImagePlanes.Bytes(size)];
        var header = new byte[HeaderBytes];
        var frames = 0;
        using var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        stream.Write(header);
        foreach (var image in images)
        {
            cancellation.ThrowIfCancellationRequested();
            ImagePlanes.Reduce(image, size, planes);
            stream.Write(planes);
            frames++;
        }

        Magic.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan()[^12..], size);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan()[^8..], frames);
        stream.Position = 0;
        stream.Write(header);
        stream.Flush(flushToDisk: true);
        return frames;
    }
}

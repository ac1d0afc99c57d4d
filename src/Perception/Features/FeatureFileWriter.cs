using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.Perception.Features;

/// <summary>
/// Writes the features of one view, embedding after embedding. The file has a name of its own until it is complete, so that a
/// crash leaves no half file under the key and two processes that fill the same key do each other no harm.
/// </summary>
public sealed class FeatureFileWriter : IDisposable
{
    private static int _writers;

    private readonly FeatureKey _key;
    private readonly int _dimension;
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _frames;

    internal FeatureFileWriter(string path, FeatureKey key, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        (_path, _key, _dimension) = (path, key, dimension);
        _temporary = AtomicFile.PartialOf(path, $"-{Interlocked.Increment(ref _writers)}");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            RemoveAbandoned();
            _file = new FileStream(_temporary, FileMode.Create, FileAccess.Write);
            _file.SetLength(FeatureFileHeader.Length);
            _file.Position = FeatureFileHeader.Length;
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            if (_file != null) Dispose();
            throw Unwritable(fault);
        }
    }

    // what a killed process of this machine left under the same key
    private void RemoveAbandoned()
    {
        string prefix = $"{Path.GetFileName(_path)}.{Environment.MachineName}-";
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(_path)!, prefix + "*.partial"))
        {
            string process = Path.GetFileName(file)[prefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{process}")) RemoveUnlessHeld(file);
        }
    }

    // a container has process numbers of its own: whoever still writes the file holds it open
    private static void RemoveUnlessHeld(string file)
    {
        try
        {
            using var held = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            File.Delete(file);
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            // its writer lives, it is another user's, or another process removed it first
        }
    }

    /// <summary>Appends whole embeddings [n, D].</summary>
    /// <exception cref="DataException">The disk does not take them.</exception>
    public void Append(ReadOnlySpan<Half> features)
    {
        if (features.Length % _dimension != 0) throw new ArgumentException($"{features.Length} values are no whole embeddings of {_dimension}.", nameof(features));
        var bytes = MemoryMarshal.AsBytes(features);
        _hash.AppendData(bytes);
        try
        {
            _file.Write(bytes);
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            throw Unwritable(fault);
        }
        _frames += features.Length / _dimension;
    }

    /// <summary>Finishes the file and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">Not as many embeddings were appended as the key has frames.</exception>
    /// <exception cref="DataException">The disk does not take them.</exception>
    public void Complete()
    {
        if (_frames != _key.Frames) throw new InvalidOperationException($"{_frames} embeddings were written for {_key.Frames} frames.");
        var header = FeatureFileHeader.Create(_frames, _dimension, _key.Hash(), _hash.GetHashAndReset());
        try
        {
            _file.Position = 0;
            _file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<FeatureFileHeader>(in header)));
            // a name must not outlive its content when the power goes
            _file.Flush(flushToDisk: true);
            _file.Dispose();
            File.Move(_temporary, _path, overwrite: true);
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            throw Unwritable(fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        try
        {
            _file.Dispose();
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            // a full disk does not take what is still buffered, and the file is given up anyway
        }
        File.Delete(_temporary);
    }

    private static bool IsOfDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;

    private DataException Unwritable(Exception fault) => new(
        new Defect(_path, $"the features cannot be written: {fault.Message.TrimEnd('.')}.", "Make room, or choose another place with --cache FOLDER."), fault);
}

using System.Buffers.Binary;
using System.Text.Json;
using Robotics.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header, raw little-endian tensors. Readable by every
/// ecosystem and, unlike a pickle, unable to run code.
/// </summary>
public static class Safetensors
{
    private const long MaxHeader = 16 << 20;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes tensors (any device, made contiguous) in the ordinal order of their names.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var names = tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        var header = Header(names, tensors, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var name in names)
        {
            using var scope = NewDisposeScope();
            stream.Write(tensors[name].detach().cpu().contiguous().bytes);
        }
    }

    /// <summary>Reads a whole file; the caller disposes the tensors.</summary>
    /// <exception cref="DataException">The data is cut short, or its header contradicts itself.</exception>
    public static SafetensorsContent Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var header = ReadHeader(stream);
        var (entries, metadata) = SafetensorsHeader.Parse(header.RootElement);
        // a header that promises more than there is must not make us allocate it
        if (stream.CanSeek && entries.Count > 0 && stream.Length - stream.Position < entries[^1].End)
            throw new DataException($"The safetensors file is cut short: {entries[^1].End} bytes of tensors are due, {stream.Length - stream.Position} are there. Copy or write it again.");
        var tensors = new Dictionary<string, Tensor>(entries.Count);
        try
        {
            foreach (var entry in entries)
            {
                var tensor = empty(entry.Shape, entry.Type).DetachFromDisposeScope();
                tensors.Add(entry.Name, tensor);
                ReadExactly(stream, tensor.bytes, entry.Name);
            }
        }
        catch
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
        return new SafetensorsContent(tensors, metadata);
    }

    private static byte[] Header(string[] names, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            long offset = 0;
            foreach (var name in names)
                WriteEntry(json, name, tensors[name], ref offset);
            json.WriteEndObject();
        }
        // the format pads with spaces so that the tensors start at a multiple of eight bytes
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(p => p.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Tensor tensor, ref long offset)
    {
        var end = offset + tensor.numel() * tensor.ElementSize;
        json.WriteStartObject(name);
        json.WriteString("dtype", SafetensorsHeader.NameOf(tensor.dtype));
        json.WriteStartArray("shape");
        foreach (var size in tensor.shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        offset = end;
    }

    private static JsonDocument ReadHeader(Stream stream)
    {
        var prefix = new byte[8];
        ReadExactly(stream, prefix, "the header length");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length is 0 or > MaxHeader)
            throw new DataException($"Not a safetensors file: its header would have {length} bytes.");
        var bytes = new byte[length];
        ReadExactly(stream, bytes, "the header");
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException e)
        {
            throw new DataException($"Not a safetensors file: its header is not JSON ({e.Message})", e);
        }
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, string what)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw new DataException($"The safetensors file ends inside {what}; it is cut short. Copy or write it again.", e);
        }
    }
}

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">By name, on the CPU.</param>
/// <param name="Metadata">Free strings of the header.</param>
public sealed record SafetensorsContent(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
            tensor.Dispose();
    }
}

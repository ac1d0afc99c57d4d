namespace Robotics.Perception.Backbones;

/// <summary>
/// Files beside an ONNX model that hold its weights, as exporters of large networks write them. Found without parsing the
/// model: onnx.proto has such a file as an entry of two texts, the key <c>location</c> and the file's name.
/// </summary>
internal static class ExternalWeights
{
    private const int ChunkLength = 1 << 20;
    private const int LongestName = 127;

    // field 1 of eight bytes, then the tag of field 2, whose length and text follow
    private static ReadOnlySpan<byte> Mark => "\n\u0008location\u0012"u8;

    /// <summary>Names of the files, in the order of their names.</summary>
    internal static IReadOnlyList<string> Names(string modelFile)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        using var stream = File.OpenRead(modelFile);
        var chunk = new byte[ChunkLength];
        int kept = 0, read;
        while ((read = stream.ReadAtLeast(chunk.AsSpan(kept), 1, throwOnEndOfStream: false)) > 0)
        {
            var bytes = chunk.AsSpan(0, kept + read);
            Collect(bytes, names);
            // an entry may lie across two chunks
            kept = Math.Min(bytes.Length, Mark.Length + 1 + LongestName);
            bytes[^kept..].CopyTo(chunk);
        }
        return [.. names];
    }

    /// <summary>Full paths of those that are there. Names that leave the model's folder are not followed, as ONNX Runtime does not.</summary>
    internal static IReadOnlyList<string> Files(string modelFile)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(modelFile))!;
        return [.. Names(modelFile).Select(name => Path.GetFullPath(Path.Combine(folder, name)))
            .Where(file => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file))];
    }

    private static void Collect(ReadOnlySpan<byte> bytes, SortedSet<string> names)
    {
        for (int at; (at = bytes.IndexOf(Mark)) >= 0;)
        {
            bytes = bytes[(at + Mark.Length)..];
            if (bytes.Length > 0 && bytes[0] is > 0 and <= LongestName && bytes[0] < bytes.Length)
                names.Add(System.Text.Encoding.UTF8.GetString(bytes.Slice(1, bytes[0])));
        }
    }
}

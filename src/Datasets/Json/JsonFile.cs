using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Robotics.Datasets.Json;

/// <summary>JSON files from strangers, read with bounds, and JSON files written as Python's json module lays them out.</summary>
internal static class JsonFile
{
    // the largest real one, statistics of a thousand features, is a few MiB
    private const long MaximumBytes = 256L << 20;

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64 };

    /// <summary>Reads a file that holds one object.</summary>
    public static JsonObject ReadObject(string path, string remedy) => Read<JsonObject>(path, "object", remedy);

    /// <summary>Reads a file that holds one list.</summary>
    public static JsonArray ReadArray(string path, string remedy) => Read<JsonArray>(path, "list", remedy);

    /// <summary>Reads a file that holds one object a line, however many; empty lines are skipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remedy">What to do where it is unreadable.</param>
    /// <param name="skipped">Told of each unreadable line, which is then left out; without it the first ends the reading.</param>
    public static IEnumerable<(int Line, JsonObject Row)> ReadLines(string path, string remedy, Action<Defect>? skipped = null)
    {
        if (LengthOf(path, remedy) > MaximumBytes)
            RequireShortLines(path, remedy);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line) && ParseLine(path, number, line, remedy, skipped) is { } row)
                yield return (number, row);
        }
    }

    /// <summary>JSON on one line, characters beyond ASCII as they are.</summary>
    public static string Line(JsonNode content) => content.ToJsonString(OneLine);

    /// <summary>Writes with Python's layout: the given indent, characters beyond ASCII as they are, no final newline.</summary>
    public static void Write(string path, JsonNode content, int indent)
    {
        var options = new JsonSerializerOptions
        {
            WriteIndented = indent > 0,
            IndentSize = indent,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        Files.AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, content, options));
    }

    /// <summary>As <see cref="Write"/>, unless there is a file of that name already: then that one stays.</summary>
    public static void WriteNew(string path, JsonNode content, int indent)
    {
        var own = $"{path}.{Guid.NewGuid():N}.new";
        Write(own, content, indent);
        try
        {
            File.Move(own, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(own);
        }
    }

    /// <summary>A number that Python reads back as a float: <c>1.0</c> rather than <c>1</c>. JSON has none that is not finite; such a one is null.</summary>
    public static JsonNode? Float(double value)
    {
        if (!double.IsFinite(value))
            return null;
        var text = value.ToString("R");
        return JsonNode.Parse(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text)!;
    }

    private static T Read<T>(string path, string kind, string remedy)
        where T : JsonNode
    {
        RequireReadable(path, remedy);
        try
        {
            var bytes = File.ReadAllBytes(path);
            // the parser would find out only when the text is asked for
            if (!Utf8.IsValid(bytes))
                throw new DataException(new Defect(path, "it is not valid JSON: it holds bytes that are no UTF-8.", remedy));
            return Sound(JsonNode.Parse(bytes, null, Strict)) as T
                ?? throw new DataException(new Defect(path, $"it holds no JSON {kind}.", remedy));
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new DataException(new Defect(path, $"it is not valid JSON: {fault.Message}", remedy), fault);
        }
    }

    // keys that occur twice and texts that are no Unicode come out only when they are asked for; here is where they can be told
    private static JsonNode? Sound(JsonNode? node)
    {
        if (node is JsonObject map)
            foreach (var (_, value) in map)
                Sound(value);
        else if (node is JsonArray list)
            foreach (var element in list)
                Sound(element);
        else if (node?.GetValueKind() == JsonValueKind.String)
            node.GetValue<string>();
        return node;
    }

    private static JsonObject? ParseLine(string path, int number, string line, string remedy, Action<Defect>? skipped)
    {
        try
        {
            return Sound(JsonNode.Parse(line, null, Strict)) as JsonObject ?? Unreadable("holds no JSON object.", null);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            return Unreadable($"is not valid JSON: {fault.Message}", fault);
        }

        JsonObject? Unreadable(string problem, Exception? fault)
        {
            var defect = new Defect(path, $"line {number} {problem}", remedy);
            if (skipped is null)
                throw new DataException(defect, fault);
            skipped(defect);
            return null;
        }
    }

    private static void RequireReadable(string path, string remedy)
    {
        if (LengthOf(path, remedy) is > MaximumBytes and var length)
            throw new DataException(new Defect(path, $"{length} bytes are more than such a file can have.", remedy));
    }

    // a reader of lines would take a line of any length into memory
    private static void RequireShortLines(string path, string remedy)
    {
        using var stream = File.OpenRead(path);
        var block = new byte[1 << 16];
        var (line, length) = (1, 0L);
        for (int read; (read = stream.Read(block)) > 0;)
        {
            var rest = block.AsSpan(0, read);
            for (int end; (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                (line, length) = (line + 1, 0);
            length += rest.Length;
            if (length > MaximumBytes)
                throw new DataException(new Defect(path, $"line {line} has more bytes than such a line can have.", remedy));
        }
    }

    private static long LengthOf(string path, string remedy) => File.Exists(path) ? Files.LinkedPath.Length(path)
        : throw new DataException(new Defect(path, "the file is missing.", remedy));
}

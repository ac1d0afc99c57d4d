using System.Text.Json;

namespace Robotics.Datasets;

/// <summary>
/// What the numbers in a table's <c>stage</c> column are called: a list in JSON under the key <c>stages</c> of the file's
/// metadata, so that the table can be read without the model that made it.
/// </summary>
public static class StageNames
{
    /// <summary>Key in <see cref="FrameTable.Metadata"/>.</summary>
    public const string Key = "stages";

    /// <summary>The value of <see cref="Key"/> for these names, the first stage first.</summary>
    public static string Write(IEnumerable<string> names) => JsonSerializer.Serialize(names);

    /// <summary>The names in order; none where the table does not say, or says something else.</summary>
    public static IReadOnlyList<string> Of(FrameTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            return table.Metadata.TryGetValue(Key, out var json) && JsonSerializer.Deserialize<string?[]>(json) is { } names
                ? [.. names.Select(name => name ?? "")]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

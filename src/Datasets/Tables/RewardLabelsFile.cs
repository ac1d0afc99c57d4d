using System.Text.Json;

namespace Robotics.Datasets;

/// <summary>
/// The table of labels beside a dataset's own files. What the numbers in its <c>stage</c> column are called is a list in JSON
/// in the file's metadata, so that it can be read without the model that made it.
/// </summary>
public static class RewardLabelsFile
{
    /// <summary>Its name in the dataset's folder.</summary>
    public const string FileName = "reward_labels.parquet";

    /// <summary>Key of the stages' names in <see cref="FrameTable.Metadata"/>.</summary>
    public const string StagesKey = "stages";

    /// <summary>The value of <see cref="StagesKey"/> for these names, the first stage first.</summary>
    public static string StagesText(IEnumerable<string> names) => JsonSerializer.Serialize(names);

    /// <summary>The names in order; none where the table does not say, or says something else.</summary>
    public static IReadOnlyList<string> Stages(FrameTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            return table.Metadata.TryGetValue(StagesKey, out var json) && JsonSerializer.Deserialize<string?[]>(json) is { } names
                ? [.. names.Select(name => name ?? "")]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

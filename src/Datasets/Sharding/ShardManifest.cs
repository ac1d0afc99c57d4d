using System.Text.Json.Nodes;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.Sharding;

/// <summary>
/// What remains of a plan after its shards were joined: <c>NAME.json</c> in place of the folder <c>NAME.shards</c>, with the
/// plan, who did what, and how long it took.
/// </summary>
public static class ShardManifest
{
    /// <summary>The manifest that a folder of shards becomes.</summary>
    public static string FileOf(ShardFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.Directory.EndsWith(ShardFolder.Suffix, StringComparison.Ordinal)
            ? folder.Directory[..^ShardFolder.Suffix.Length] + ".json"
            : folder.Directory + ".json";
    }

    /// <summary>The plan that was joined last; null where none was.</summary>
    /// <exception cref="DataException">The manifest is damaged.</exception>
    public static ShardPlan? MergedPlan(ShardFolder folder)
    {
        var file = FileOf(folder);
        return File.Exists(file) ? ShardJson.ReadPlan(file) : null;
    }

    /// <summary>Writes the manifest and removes the folder.</summary>
    public static void Replace(ShardFolder folder, ShardPlan plan, IReadOnlyList<ShardMark> marks)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(marks);
        var json = ShardJson.Of(plan);
        json["outputs"] = marks.Sum(mark => mark.Episodes.Sum(episode => episode.Outputs.Count));
        json["bytes"] = marks.Sum(mark => mark.Episodes.Sum(episode => episode.Outputs.Sum(output => output.Bytes)));
        json["finished"] = new JsonArray([.. marks.Select(mark => new JsonObject
        {
            ["shard"] = $"{mark.Shard}", ["episodes"] = mark.Episodes.Count, ["seconds"] = mark.Seconds, ["host"] = mark.Host,
        })]);
        JsonFile.Write(FileOf(folder), json, indent: 0);
        folder.Delete();
    }
}

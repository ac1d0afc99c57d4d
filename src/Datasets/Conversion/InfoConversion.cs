using System.Text.Json.Nodes;
using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets.Conversion;

/// <summary>Rewrites meta/info.json from one version to the other, as LeRobot's own converter does; other keys stay.</summary>
internal static class InfoConversion
{
    private static readonly string[] LegacyOrder =
    [
        "codebase_version", "robot_type", "total_episodes", "total_frames", "total_tasks", "total_videos", "total_chunks",
        "chunks_size", "fps", "splits", "data_path", "video_path", "features",
    ];

    public static JsonObject ToCurrent(JsonObject info, ConversionPlan plan)
    {
        var result = Common(info, plan, DatasetPaths.DataTemplate, DatasetPaths.VideoTemplate);
        result.Remove("total_chunks");
        result.Remove("total_videos");
        result["data_files_size_in_mb"] = FileLimits.DataMebibytes;
        result["video_files_size_in_mb"] = FileLimits.VideoMebibytes;
        foreach (var (_, feature) in result["features"]!.AsObject())
            if (feature!["dtype"]!.GetValue<string>() != "video")
                feature["fps"] = plan.Source.Info.Fps;
        return result;
    }

    public static JsonObject ToLegacy(JsonObject info, ConversionPlan plan)
    {
        var chunk = plan.Source.Info.ChunksSize;
        var result = Common(info, plan, DatasetPaths.LegacyDataTemplate, DatasetPaths.LegacyVideoTemplate);
        result.Remove("data_files_size_in_mb");
        result.Remove("video_files_size_in_mb");
        result["total_videos"] = plan.Episodes.Count * plan.Source.Info.VideoKeys.Count;
        result["total_chunks"] = (plan.Episodes.Count + chunk - 1) / chunk;
        result["chunks_size"] = chunk;
        foreach (var (_, feature) in result["features"]!.AsObject())
            if (feature!["dtype"]!.GetValue<string>() != "video")
                feature.AsObject().Remove("fps");
        var known = LegacyOrder.Where(result.ContainsKey);
        var others = result.Select(pair => pair.Key).Except(LegacyOrder);
        return new JsonObject(known.Concat(others).Select(key => KeyValuePair.Create(key, result[key]?.DeepClone())));
    }

    private static JsonObject Common(JsonObject info, ConversionPlan plan, string dataPath, string videoPath)
    {
        var result = info.DeepClone().AsObject();
        result["codebase_version"] = plan.Version;
        result["data_path"] = dataPath;
        result["video_path"] = plan.Source.Info.VideoKeys.Count > 0 ? videoPath : null;
        if (!plan.Renumbers)
            return result;
        result["total_episodes"] = plan.Episodes.Count;
        result["total_frames"] = plan.Episodes.Sum(episode => (long)episode.Length);
        result["splits"] = new JsonObject { ["train"] = $"0:{plan.Episodes.Count}" };
        return result;
    }
}

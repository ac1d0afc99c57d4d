using System.Text.Json.Nodes;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Writes meta/info.json with LeRobot's key order.</summary>
internal static class InfoWriter
{
    public static void Write(string root, DatasetSpec spec, IReadOnlyDictionary<string, VideoFileInfo?> encodings, int episodes, long frames, int tasks)
    {
        var splits = new JsonObject();
        foreach (var (name, (from, to)) in spec.Splits)
            splits[name] = $"{from}:{to}";
        if (splits.Count == 0)
            splits["train"] = $"0:{episodes}";
        JsonFile.Write(Path.Combine(root, DatasetPaths.Info), new JsonObject
        {
            ["codebase_version"] = "v3.0",
            ["fps"] = spec.Fps,
            ["features"] = Features(spec, encodings),
            ["total_episodes"] = episodes,
            ["total_frames"] = frames,
            ["total_tasks"] = tasks,
            ["chunks_size"] = spec.ChunkFiles,
            ["data_files_size_in_mb"] = spec.DataFileMebibytes,
            ["video_files_size_in_mb"] = spec.VideoFileMebibytes,
            ["data_path"] = DatasetPaths.DataTemplate,
            ["video_path"] = spec.Cameras.Count > 0 ? DatasetPaths.VideoTemplate : null,
            ["robot_type"] = spec.RobotType,
            ["splits"] = splits,
        }, indent: 4);
    }

    private static JsonObject Features(DatasetSpec spec, IReadOnlyDictionary<string, VideoFileInfo?> encodings)
    {
        var features = new JsonObject();
        if (spec.ActionNames.Count > 0)
            features[FrameReader.Action] = Feature("float32", [spec.ActionNames.Count], Texts(spec.ActionNames));
        if (spec.StateNames.Count > 0)
            features[FrameReader.State] = Feature("float32", [spec.StateNames.Count], Texts(spec.StateNames));
        foreach (var camera in spec.Cameras)
            features[DatasetInfo.CameraPrefix + camera.Name] = Camera(spec, camera, encodings[camera.Name]);
        features["timestamp"] = Feature("float32", [1], null);
        foreach (var counter in new[] { "frame_index", "episode_index", "index", "task_index" })
            features[counter] = Feature("int64", [1], null);
        return features;
    }

    private static JsonObject Camera(DatasetSpec spec, CameraSpec camera, VideoFileInfo? encoding)
    {
        var feature = Feature("video", [camera.Height, camera.Width, 3], Texts(["height", "width", "channels"]));
        feature["info"] = new JsonObject
        {
            ["video.height"] = camera.Height,
            ["video.width"] = camera.Width,
            ["video.codec"] = encoding?.Codec,
            ["video.pix_fmt"] = encoding?.PixelFormat,
            ["video.fps"] = spec.Fps,
            ["video.channels"] = 3,
            ["has_audio"] = false,
            ["is_depth_map"] = false,
        };
        return feature;
    }

    private static JsonObject Feature(string type, int[] shape, JsonArray? names) => new()
    {
        ["dtype"] = type,
        ["shape"] = new JsonArray([.. shape.Select(length => JsonValue.Create(length))]),
        ["names"] = names,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}

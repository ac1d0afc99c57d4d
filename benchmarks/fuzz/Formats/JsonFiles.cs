using Robotics.Benchmarks.Fuzz.Harness;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>The metadata of v3.0 and v2.1 datasets, and the annotations of recordings that are imported.</summary>
internal sealed class JsonFiles : IFuzzedFormat
{
    public string Name => "json";

    public IReadOnlyList<string> Write(string folder)
    {
        var (current, legacy) = (Path.Combine(folder, "current"), Path.Combine(folder, "legacy"));
        SampleDataset.Write(current);
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(current), legacy, "v2.1"), new VideoConcatenator(), new VideoCutter());
        WriteRecording(Path.Combine(folder, "recordings"));
        return [.. Directory.GetFiles(folder, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    public byte[] Mutate(byte[] sound, Random random) => random.Next(3) == 0 ? ByteDamage.Apply(sound, random, ..) : JsonDamage.Apply(sound, random);

    public void Read(string folder, string damaged)
    {
        if (damaged.StartsWith(Path.Combine(folder, "recordings"), StringComparison.Ordinal)) Import(folder);
        else if (damaged.StartsWith(Path.Combine(folder, "current"), StringComparison.Ordinal)) DatasetReading.Read(Path.Combine(folder, "current"), "v2.1");
        else DatasetReading.Read(Path.Combine(folder, "legacy"), "v3.0");
    }

    private static void Import(string folder)
    {
        string imported = Path.Combine(folder, "imported");
        try
        {
            KeyframedRecordings.Import(Path.Combine(folder, "recordings"), imported, new VideoConcatenator());
        }
        finally
        {
            if (Directory.Exists(imported)) Directory.Delete(imported, recursive: true);
        }
    }

    private static void WriteRecording(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "one"));
        SampleDataset.WriteClip(Path.Combine(folder, "one", "front.mp4"), 6);
        File.WriteAllText(Path.Combine(folder, "task_instruction.json"), "[\"pick\", \"take\"]");
        File.WriteAllText(
            Path.Combine(folder, "one", "annotated_keyframes.json"),
            "[{\"anotation\": \"reach\", \"start_frame_id\": 0, \"end_frame_id\": 2}, {\"anotation\": \"grasp\", \"start_frame_id\": 3, \"end_frame_id\": 5}]");
    }
}

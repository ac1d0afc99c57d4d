using System.Buffers.Binary;
using Robotics.Benchmarks.Fuzz.Harness;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Recordings;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>Recordings of a robot, with each way to compress them. Half are without checksums, so that damage gets past them.</summary>
internal sealed class McapFiles : IFuzzedFormat
{
    private const int Frames = 7;
    private const byte ChunkKind = 6;

    private static readonly BagImportSettings Settings = new()
    {
        Fps = SampleDataset.Fps,
        MinFrames = 2,
        Cameras = [.. SampleDataset.Cameras.Select(camera => new CameraSource { Name = camera, Topic = EpisodeTopics.Camera(camera) })],
        State = [new VectorSource { Topic = EpisodeTopics.JointStates, Joints = ["a", "b", "c"] }],
        Action = [new VectorSource { Topic = EpisodeTopics.JointCommands, Joints = ["x", "y"] }],
    };

    public string Name => "mcap";

    public IReadOnlyList<string> Write(string folder)
    {
        string source = Path.Combine(folder, "source");
        SampleDataset.Write(source);
        var dataset = LeRobotDataset.Open(source);
        var files = new List<string>();
        foreach (var compression in Enum.GetValues<McapCompression>())
        {
            string path = Path.Combine(folder, $"{compression}.mcap"), bare = Path.Combine(folder, $"{compression}-bare.mcap");
            EpisodeExport.Run(dataset, dataset.Episodes[0], null, path, new EpisodeExportOptions { Compression = compression });
            File.WriteAllBytes(bare, WithoutChecksums(File.ReadAllBytes(path)));
            files.AddRange([path, bare]);
        }
        return files;
    }

    // behind the last message stand the definitions, statistics and index
    public byte[] Mutate(byte[] sound, Random random) => ByteDamage.Apply(sound, random, ^Math.Min(2000, sound.Length)..);

    public void Read(string folder, string damaged)
    {
        string imported = Path.Combine(folder, "imported");
        try
        {
            BagImport.Run(damaged, Settings, imported);
            foreach (var episode in LeRobotDataset.Open(imported).Episodes)
                if (episode.Length > Frames) throw new InvalidOperationException($"{damaged}: more frames came out than went in.");
        }
        finally
        {
            foreach (string left in Directory.GetDirectories(folder, "imported*")) Directory.Delete(left, recursive: true);
        }
    }

    // records follow the magic: one byte of kind, eight of length; a chunk's content begins with two times and a size, then its
    // checksum, where zero says that there is none
    private static byte[] WithoutChecksums(byte[] file)
    {
        for (int at = 8; at + 9 < file.Length - 8; at += 9 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at + 1)))
            if (file[at] == ChunkKind) file.AsSpan(at + 9 + 24, 4).Clear();
        return file;
    }
}

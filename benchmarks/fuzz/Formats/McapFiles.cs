using System.Buffers.Binary;
using Robotics.Benchmarks.Fuzz.Harness;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.FoxgloveMsgs;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

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
        Cameras = [.. SampleDataset.Cameras.Select(camera => new CameraSource { Name = camera, Topic = EpisodeTopics.Camera(camera) }), new CameraSource { Name = "stream", Topic = "/stream" }],
        State = [new VectorSource { Topic = EpisodeTopics.JointStates, Joints = ["a", "b", "c"] }, new VectorSource { Topic = "/tool" }, new VectorSource { Topic = "/wrench" }, new VectorSource { Topic = "/tf", Frames = ["base", "flange"] }],
        Action = [new VectorSource { Topic = EpisodeTopics.JointCommands, Joints = ["x", "y"] }, new VectorSource { Topic = "/fingers", Joints = ["left", "right"] }],
    };

    public string Name => "mcap";

    public IReadOnlyList<string> Write(string folder)
    {
        string source = Path.Combine(folder, "source");
        SampleDataset.Write(source);
        var dataset = LeRobotDataset.Open(source);
        var pictures = VideoStream.Of(dataset.Episodes[0].Videos[dataset.Cameras[0]].Path);
        var files = new List<string>();
        foreach (var compression in Enum.GetValues<McapCompression>())
        {
            string exported = Path.Combine(folder, "exported.mcap");
            string path = Path.Combine(folder, $"{compression}.mcap"), bare = Path.Combine(folder, $"{compression}-bare.mcap");
            EpisodeExport.Run(dataset, dataset.Episodes[0], null, exported, new EpisodeExportOptions { Compression = compression });
            AddTool(exported, path, compression, pictures);
            File.Delete(exported);
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

    // the same with a message of every form beside each state of the joints
    private static void AddTool(string exported, string path, McapCompression compression, IReadOnlyList<byte[]> pictures)
    {
        using var reader = new McapReader(exported);
        using var stream = File.Create(path);
        using var bag = new BagWriter(stream, new McapWriterOptions { Compression = compression });
        foreach (var metadata in reader.Metadata()) bag.Describe(metadata);
        int frame = 0;
        foreach (var message in reader.Messages())
        {
            long time = (long)message.LogTime;
            bag.Write(message.Channel.Topic, new MessageType(message.Channel.Schema!.Name, ""), time, message.Data.Span);
            if (message.Channel.Topic != EpisodeTopics.JointStates) continue;
            var header = CdrReader.Deserialize<JointState>(message.Data).Header;
            bag.Write("/tool", time, new PoseStamped { Header = header, Pose = new Pose { Position = new Point { X = 1 }, Orientation = new Quaternion { W = 1 } } });
            bag.Write("/tf", time, new TFMessage { Transforms = [new TransformStamped { Header = header with { FrameId = "base" }, ChildFrameId = "flange", Transform = new Transform { Rotation = new Quaternion { W = 1 } } }] });
            bag.Write("/wrench", time, new Wrench { Force = new Vector3 { Z = 9 } });
            bag.Write("/fingers", time, new Float32MultiArray { Data = [0.1f, 0.2f] });
            bag.Write("/stream", time, new CompressedVideo { Timestamp = header.Stamp, Format = "h264", Data = pictures[frame++] });
        }

        bag.Complete();
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

using System.Buffers.Binary;
using System.Text;
using Robotics.Datasets.Mcap;

namespace Robotics.Datasets.Tests.Mcap;

/// <summary>A small file with two channels, several chunks and metadata, whose content is known.</summary>
internal static class SampleFile
{
    public const int Messages = 60;
    public static readonly string[] Topics = ["/joint_states", "/camera"];

    public static byte[] Write(McapCompression compression, int chunkBytes = 600)
    {
        using var stream = new MemoryStream();
        using var writer = new McapWriter(stream, new McapWriterOptions { Compression = compression, ChunkBytes = chunkBytes });
        var schema = writer.AddSchema("sensor_msgs/msg/JointState", "ros2msg", "float64[] position\n"u8);
        var channels = Topics.Select(topic => writer.AddChannel(topic, "cdr", schema, new Dictionary<string, string> { ["offered_qos_profiles"] = "[]" })).ToArray();
        for (var i = 0; i < Messages; i++)
            writer.Write(channels[i % 2], LogTime(i), LogTime(i) - 5, Data(i));
        writer.WriteMetadata(new McapMetadata("episode", new Dictionary<string, string> { ["task"] = "pick the cube", ["ö"] = "ü" }));
        writer.Complete();
        return stream.ToArray();
    }

    public static ulong LogTime(int message) => 1_700_000_000_000_000_000 + (ulong)message * 10_000_000;

    public static byte[] Data(int message) => Encoding.UTF8.GetBytes($"message {message} " + new string((char)('a' + message % 26), message));

    /// <summary>Bytes at which chunks start, by the lengths of the records.</summary>
    public static IReadOnlyList<int> Chunks(byte[] bytes)
    {
        var chunks = new List<int>();
        for (var at = 8; at < bytes.Length - 8; at += 9 + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at + 1)))
            if (bytes[at] == 6)
                chunks.Add(at);
        return chunks;
    }

    public static McapReader Open(byte[] bytes) => new(new MemoryStream(bytes, writable: false), "sample.mcap");

    /// <summary>Numbers of the messages that were read, each checked for its content.</summary>
    public static List<int> Read(byte[] bytes, McapSelection? selection = null, Action<Defect>? report = null)
    {
        using var reader = Open(bytes);
        var numbers = new List<int>();
        foreach (var message in reader.Messages(selection, report))
        {
            var number = (int)((message.LogTime - LogTime(0)) / 10_000_000);
            Assert.Equal(Topics[number % 2], message.Channel.Topic);
            Assert.Equal((LogTime(number), LogTime(number) - 5, (uint)(number / 2)), (message.LogTime, message.PublishTime, message.Sequence));
            Assert.Equal(Data(number), message.Data.ToArray());
            numbers.Add(number);
        }

        return numbers;
    }
}

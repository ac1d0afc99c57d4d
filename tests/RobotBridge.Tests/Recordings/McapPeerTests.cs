using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Definitions;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Tests.Ros2;
using Robotics.Tests.Npm;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>Recordings against an independent reader and writer, both ways: @mcap/core with Foxglove's message codec.</summary>
public sealed class McapPeerTests
{
    private const int Messages = 150;
    private const long Start = 1_700_000_000_123_456_789;

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Lz4)]
    [InlineData(McapCompression.Zstd)]
    public void The_peer_reads_what_is_written_here(McapCompression compression)
    {
        var npm = new NpmFolder("RobotBridge.Tests", "Recordings/Npm");
        var file = npm[$"ours-{compression}.mcap"];
        using (var stream = File.Create(file))
        using (var bag = new BagWriter(stream, new McapWriterOptions { Compression = compression, ChunkBytes = 4096 }))
        {
            for (var i = 0; i < Messages; i++)
                Write(bag, i);
            bag.Describe(new McapMetadata("episode", new Dictionary<string, string> { ["task"] = "pick the cube" }));
            bag.Complete();
        }

        // by the index in order of time, and from front to end with every checksum
        var indexed = npm.Run("read.mjs", file);
        Assert.Equal("""{"metadata":"episode","value":{"task":"pick the cube"}}""", indexed[^1]);
        Assert.Equal(Messages + 1, indexed.Length);
        var streamed = npm.Run("read.mjs", file, "stream");
        Assert.Equal(indexed[..^1], streamed);
        for (var i = 0; i < Messages; i++)
            Require(JsonDocument.Parse(streamed[i]).RootElement, i);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void What_the_peer_writes_is_read_here(string compression)
    {
        var npm = new NpmFolder("RobotBridge.Tests", "Recordings/Npm");
        var messages = Enumerable.Range(0, Messages).Select(Line).ToArray();
        using var reader = new McapReader(Write(npm, messages, compression));
        Assert.Equal(("ros2", "test", null), (reader.Profile, reader.Library, reader.SummaryFault));
        Assert.Equal((ulong)Messages, reader.Statistics!.Messages);
        Assert.Equal("pick the cube", Assert.Single(reader.Metadata()).Values["task"]);
        var read = 0;
        foreach (var message in reader.Messages())
        {
            var line = messages[read++];
            Assert.Equal((line.Topic, line.Type, "ros2msg", line.Definition), (message.Channel.Topic, message.Channel.Schema!.Name, message.Channel.Schema.Encoding,
                System.Text.Encoding.UTF8.GetString(message.Channel.Schema.Definition.Span)));
            Assert.Equal((line.Time, line.Hex), (message.LogTime.ToString(), Convert.ToHexString(message.Data.Span)));
        }

        Assert.Equal(Messages, read);
    }

    [Fact]
    public void A_recording_that_the_peer_wrote_is_imported()
    {
        const int frames = 12;
        var npm = new NpmFolder("RobotBridge.Tests", "Recordings/Npm");
        using var folder = new Folder();
        var theirs = Write(npm, Lines(RobotRecording.File(folder, "ours.mcap", bag => RobotRecording.Write(bag, frames))), "zstd");
        // the task is the one in the file's metadata
        var report = Assert.Single(BagImport.Run(theirs, RobotRecording.Settings with { Task = "" }, folder["dataset"]));
        Assert.Equal([frames], report.EpisodeFrames);
        var dataset = LeRobotDataset.Open(folder["dataset"]);
        Assert.Equal(["pick the cube"], dataset.Tasks);
        foreach (var camera in dataset.Cameras)
            Assert.Equal(Enumerable.Range(0, frames), ImportedFrames.Shown(dataset, dataset.Episodes[0], camera));
    }

    [Fact]
    public void Poses_twists_wrenches_and_numbers_are_the_same_to_the_peer_and_come_back_from_it()
    {
        const int frames = 8;
        var npm = new NpmFolder("RobotBridge.Tests", "Recordings/Npm");
        using var folder = new Folder();
        var ours = RobotRecording.File(folder, "ours.mcap", bag => ToolRecording.Write(bag, frames));
        var read = npm.Run("read.mjs", ours, "stream").Select(line => JsonDocument.Parse(line).RootElement).ToLookup(m => m.GetProperty("topic").GetString()!, m => m.GetProperty("value"));
        Assert.Equal(Enumerable.Range(0, frames).Select(t => t / 1000.0), read["/gripper/width"].Select(value => value.GetProperty("data").GetDouble()));
        Assert.Equal(Enumerable.Range(0, frames).Select(t => -t - 2.0), read["/servo/twist"].Select(value => value.GetProperty("twist").GetProperty("angular").GetProperty("z").GetDouble()));
        Assert.Equal(Enumerable.Range(0, frames).Select(t => (double)t), read["/wrist/wrench"].Select(value => value.GetProperty("wrench").GetProperty("force").GetProperty("z").GetDouble()));
        Assert.Equal(ToolRecording.Turn(0, 1).W, read["/tool_pose"].First().GetProperty("pose").GetProperty("orientation").GetProperty("w").GetDouble());

        BagImport.Run(ours, ToolRecording.Settings, folder["ours"]);
        BagImport.Run(Write(npm, Lines(ours), "lz4"), ToolRecording.Settings, folder["theirs"]);
        var (one, two) = (LeRobotDataset.Open(folder["ours"]), LeRobotDataset.Open(folder["theirs"]));
        Assert.Equal(one.ReadFrames(one.Episodes[0]).States, two.ReadFrames(two.Episodes[0]).States);
        Assert.Equal(one.ReadFrames(one.Episodes[0]).Actions, two.ReadFrames(two.Episodes[0]).Actions);
    }

    private static PeerLine[] Lines(string file)
    {
        using var reader = new McapReader(file);
        return [.. reader.Messages().Select(message => new PeerLine(message.Channel.Topic, message.Channel.Schema!.Name,
            SchemaText.Of(message.Channel.Schema.Name), message.LogTime.ToString(), Convert.ToHexString(message.Data.Span)))];
    }

    private static string Write(NpmFolder npm, IEnumerable<PeerLine> messages, string compression)
    {
        File.WriteAllText(npm["messages.jsonl"], string.Join('\n', messages.Select(line => JsonSerializer.Serialize(line, JsonSerializerOptions.Web))));
        npm.Run("write.mjs", "messages.jsonl", "theirs.mcap", compression);
        return npm["theirs.mcap"];
    }

    private static long Time(int message) => Start + message * 7_000_001L;

    private static void Write(BagWriter bag, int i)
    {
        var random = new Random(i);
        switch (i % 3)
        {
            case 0:
                bag.Write("/joint_states", Time(i), (JointState)RandomMessages.Make(typeof(JointState), random));
                break;
            case 1:
                bag.Write("/camera/image_raw/compressed", Time(i), (CompressedImage)RandomMessages.Make(typeof(CompressedImage), random));
                break;
            default:
                bag.Write("/reward/task_progress", Time(i), (TaskProgress)RandomMessages.Make(typeof(TaskProgress), random));
                break;
        }
    }

    private static void Require(JsonElement found, int i)
    {
        Assert.Equal(Time(i).ToString(), found.GetProperty("time").GetString());
        Assert.Equal(i / 3, found.GetProperty("sequence").GetInt32());
        var value = found.GetProperty("value");
        var random = new Random(i);
        switch (found.GetProperty("topic").GetString())
        {
            case "/joint_states":
                var state = (JointState)RandomMessages.Make(typeof(JointState), random);
                Assert.Equal("sensor_msgs/msg/JointState", found.GetProperty("type").GetString());
                Assert.Equal(state.Name, value.GetProperty("name").EnumerateArray().Select(name => name.GetString()));
                Assert.Equal(state.Position, value.GetProperty("position").EnumerateArray().Select(number => number.GetDouble()));
                Assert.Equal(state.Header.Stamp.Sec, value.GetProperty("header").GetProperty("stamp").GetProperty("sec").GetInt32());
                break;
            case "/camera/image_raw/compressed":
                var image = (CompressedImage)RandomMessages.Make(typeof(CompressedImage), random);
                Assert.Equal((image.Format, Convert.ToHexStringLower(image.Data.Span)), (value.GetProperty("format").GetString(), value.GetProperty("data").GetString()));
                break;
            default:
                var progress = (TaskProgress)RandomMessages.Make(typeof(TaskProgress), random);
                Assert.Equal((progress.Task, progress.Progress), (value.GetProperty("task").GetString(), value.GetProperty("progress").GetSingle()));
                break;
        }
    }

    private static PeerLine Line(int i) => (i % 3) switch
    {
        0 => Line<JointState>("/joint_states", i),
        1 => Line<CompressedImage>("/camera/image_raw/compressed", i),
        _ => Line<TaskProgress>("/reward/task_progress", i),
    };

    private static PeerLine Line<T>(string topic, int i)
        where T : IMessage<T> =>
        new(topic, T.Type.Name, SchemaText.Of(T.Type.Name), Time(i).ToString(),
            Convert.ToHexString(new CdrWriter().Serialize((T)RandomMessages.Make(typeof(T), new Random(i))).Span));

    private sealed record PeerLine(string Topic, string Type, string Definition, string Time, string Hex);
}

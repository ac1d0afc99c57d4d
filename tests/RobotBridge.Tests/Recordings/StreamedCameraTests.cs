using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.FfmpegImageTransportMsgs;
using Robotics.RobotBridge.Ros2.Messages.FoxgloveMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>Recordings whose front camera sends a video stream, every picture of which shows its own number.</summary>
public sealed class StreamedCameraTests : IDisposable
{
    private const int Frames = 3 * PacketStream.Group;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("h264", "foxglove", "h264")]
    [InlineData("h265", "foxglove", "h265")]
    [InlineData("vp9", "foxglove", "vp9")]
    [InlineData("av1", "foxglove", "av1")]
    [InlineData("h264", "packet", "h264;yuv420p;bgr8;bgr8")]
    [InlineData("h265", "packet", "hevc_nvenc")]
    [InlineData("h264", "image", "h264")]
    public void Every_frame_of_the_dataset_is_the_picture_of_its_own_message(string codec, string kind, string encoding)
    {
        var packets = Packets(codec);
        var source = Record(frame => packets[frame], kind, encoding);
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Equal((0L, 5.0, Frames), (report.Sources[0].Refused, Math.Round(report.SpreadMax, 3), Assert.Single(report.EpisodeFrames)));
        Assert.Equal(Enumerable.Range(0, Frames), Shown());
        Assert.Equal(Enumerable.Range(0, Frames), Wrist());
    }

    [Fact]
    public void A_recording_that_begins_within_a_group_begins_with_its_next_key_frame()
    {
        var packets = Packets("h264");
        var report = Assert.Single(BagImport.Run(Record(frame => frame < 3 ? null : packets[frame]), RobotRecording.Settings, _folder["dataset"]));
        Assert.Equal(5, report.Sources[0].Refused);
        Assert.StartsWith("image 0 of /front (recorded 2023-11-14T22:13:20.112Z) cannot be decoded: ", report.Sources[0].FirstFault, StringComparison.Ordinal);
        Assert.EndsWith(", nor can those behind it before image 5", report.Sources[0].FirstFault, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(8, 16), Shown());
        Assert.Equal(Enumerable.Range(8, 16), Wrist());
    }

    [Theory]
    [InlineData(10, false, 16)]
    [InlineData(10, true, 16)]
    [InlineData(8, false, 16)]
    [InlineData(18, false, Frames)]
    public void Behind_a_broken_picture_all_is_left_out_up_to_the_next_key_frame(int broken, bool isCutMessage, int whole)
    {
        var packets = Packets("h264");
        var source = Record(frame => frame != broken ? packets[frame] : isCutMessage ? [] : packets[frame][..(packets[frame].Length / 2)]);
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Equal(whole - broken, report.Sources[0].Refused);
        var kept = Enumerable.Range(0, broken).Concat(Enumerable.Range(whole, Frames - whole)).ToArray();
        Assert.Equal(kept, Shown());
        Assert.Equal(kept, Wrist());
    }

    [Theory]
    [InlineData("h264", "theora", "is encoded as 'theora', which is none of h264, h265, vp9 and av1")]
    [InlineData("h265", "hevc;gray12le;16UC1;16UC1", "(encoding 'hevc;gray12le;16UC1;16UC1') holds depth")]
    [InlineData("h264 with B frames", "h264", "needs later ones (B frames)")]
    [InlineData("vp9", "av1", "cannot be decoded")]
    public void A_stream_that_cannot_be_read_is_refused_with_the_reason(string codec, string encoding, string reason)
    {
        var packets = Packets(codec);
        var source = Record(frame => packets[frame], "packet", encoding);
        var message = Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings, _folder["dataset"])).Message;
        Assert.StartsWith($"{source}: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder["dataset"]));
    }

    private IReadOnlyList<byte[]> Packets(string codec) =>
        PacketStream.Of(SyntheticClip.Write(_folder["clip.mp4"], 0, Frames), _folder["stream"], codec).Packets;

    private string Record(Func<int, byte[]?> packet, string kind = "foxglove", string encoding = "h264") => RobotRecording.File(_folder, "pick.mcap", bag =>
    {
        for (var frame = 0; frame < Frames; frame++)
        {
            RobotRecording.WriteFrame(bag, frame, lostFront: true);
            if (packet(frame) is not { } data)
                continue;
            var (time, stamp) = (RobotRecording.Stamp(frame) + RobotRecording.Delay, RosTime.Stamp(RobotRecording.Stamp(frame)));
            if (kind == "foxglove")
                bag.Write("/front", time, new CompressedVideo { Timestamp = stamp, Format = encoding, Data = data });
            else if (kind == "packet")
                bag.Write("/front", time, new FFMPEGPacket { Header = new Header { Stamp = stamp }, Encoding = encoding, Pts = (ulong)frame, Data = data });
            else
                bag.Write("/front", time, new CompressedImage { Header = new Header { Stamp = stamp }, Format = encoding, Data = data });
        }
    });

    private int[] Shown()
    {
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        var episode = dataset.Episodes[0];
        return [.. EpisodeVideo.Read(episode.Videos["front"], episode.Length, dataset.Info.Fps).Select(image => SyntheticClip.Number(image.Pixels))];
    }

    private int[] Wrist()
    {
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        return ImportedFrames.Shown(dataset, dataset.Episodes[0], "wrist");
    }
}

using Robotics.Datasets;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Recordings;

public sealed class DamagedRecordingTests : IDisposable
{
    private const int Frames = 24;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_summary_that_cannot_be_read_costs_no_message_and_is_told()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, 8));
        var bytes = File.ReadAllBytes(source);
        bytes[^20] ^= 1;
        File.WriteAllBytes(source, bytes);
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Contains("its summary cannot be read", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal([8], report.EpisodeFrames);
    }

    [Fact]
    public void A_recording_that_was_cut_off_is_imported_as_far_as_it_goes()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, Frames));
        var bytes = File.ReadAllBytes(source);
        File.WriteAllBytes(source, bytes[..(bytes.Length * 2 / 3)]);
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Contains("cut off", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Contains("was cut off", Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings with { MinFrames = Frames }, _folder["none"])).Message, StringComparison.Ordinal);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.InRange(dataset.Episodes[0].Length, 5, Frames - 1);
        Assert.Equal(Enumerable.Range(0, dataset.Episodes[0].Length), ImportedFrames.Shown(dataset, dataset.Episodes[0], "wrist"));
    }

    [Fact]
    public void Refusals_name_what_is_there()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            RobotRecording.Write(bag, Frames);
            bag.Write("/text", 1, new RosString { Data = "hello" });
        });
        var missing = Refusal(RobotRecording.Settings with { Cameras = [new CameraSource { Name = "front", Topic = "/forward" }] });
        Assert.Contains("no message on /forward", missing, StringComparison.Ordinal);
        Assert.Contains($"/front (sensor_msgs/msg/CompressedImage, {Frames})", missing, StringComparison.Ordinal);
        Assert.Contains("/text carries std_msgs/msg/String", Refusal(RobotRecording.Settings with { State = [new VectorSource { Topic = "/text", Joints = ["a"] }] }), StringComparison.Ordinal);
        Assert.Contains("finite position of all of a, c", Refusal(RobotRecording.Settings with { State = [new VectorSource { Topic = "/joint_states", Joints = ["a", "c"] }] }), StringComparison.Ordinal);
        Assert.Contains("finite velocity", Refusal(RobotRecording.Settings with { State = [new VectorSource { Topic = "/joint_states", Joints = ["a"], Field = JointField.Velocity }] }), StringComparison.Ordinal);
        Assert.Contains("none of 24 frames is complete: camera wrist missed 24", Refusal(RobotRecording.Settings with { Slop = 0.004 }), StringComparison.Ordinal);
        Assert.Contains("task", Refusal(RobotRecording.Settings with { Task = "" }), StringComparison.Ordinal);
        Assert.Contains("no MCAP recording", Assert.Throws<DataException>(() => BagImport.Run(_folder["nothing"], RobotRecording.Settings, _folder["dataset"])).Message, StringComparison.Ordinal);

        string Refusal(BagImportSettings settings)
        {
            using var folder = new Folder();
            return Assert.Throws<DataException>(() => BagImport.Run(source, settings, folder["dataset"])).Message;
        }
    }

    [Fact]
    public void Broken_images_and_joint_messages_are_left_out_and_counted()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            RobotRecording.Write(bag, 5, lostFront: frame => frame == 3);
            var cut = RobotRecording.Jpeg(RobotRecording.Stamp(3), 3);
            bag.Write("/front", RobotRecording.Stamp(5), cut with { Data = cut.Data[..(cut.Data.Length / 2)] });
            bag.Write("/joint_states", JointState.Type, RobotRecording.Stamp(5), [0, 1, 0, 0, 9]);
            bag.Write("/commands", RobotRecording.Stamp(5), new Float64MultiArray { Data = [double.NaN, 0] });
            // finite, but not in the single precision of datasets
            bag.Write("/commands", RobotRecording.Stamp(6), new Float64MultiArray { Data = [0, 1e200] });
        });
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Equal([1, 0, 1, 2], report.Sources.Select(topic => topic.Refused));
        Assert.Contains("is cut off", report.Sources[0].FirstFault, StringComparison.Ordinal);
        Assert.Equal("it has the numbers [NaN, 0]", report.Sources[3].FirstFault);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal([0, 1, 2, 4], ImportedFrames.Shown(dataset, dataset.Episodes[0], "wrist"));
    }

    [Fact]
    public void Images_with_anything_behind_their_end_are_whole()
    {
        // cameras with hardware compression hand out their buffer
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            RobotRecording.Write(bag, 5, lostFront: _ => true);
            for (var frame = 0; frame < 5; frame++)
                bag.Write("/front", RobotRecording.Stamp(frame), Padded(RobotRecording.Jpeg(RobotRecording.Stamp(frame), frame)));
        });
        Assert.Equal([5], Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"])).EpisodeFrames);

        static CompressedImage Padded(CompressedImage image) => image with { Data = (byte[])[.. image.Data.Span, 1, 2, 3, 4] };
    }

    [Fact]
    public void A_source_too_slow_for_the_rate_is_refused_and_named()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, 2 * Frames, lostWrist: frame => frame % 2 == 1));
        var message = Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings, _folder["dataset"])).Message;
        Assert.Contains("camera wrist missed 24 (15 a second)", message, StringComparison.Ordinal);
        var slow = RobotRecording.Settings with { Fps = 15, Clock = "wrist" };
        Assert.Equal([Frames], Assert.Single(BagImport.Run(source, slow, _folder["slow"])).EpisodeFrames);
    }

    [Fact]
    public void Messages_that_are_no_plain_CDR_are_refused_with_what_they_are()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            RobotRecording.Write(bag, Frames);
            bag.Write("/other", JointState.Type, 1, [0, 7, 0, 0, 1, 2, 3, 4]);
            bag.Write("/compressed", JointState.Type, 1, [0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 4]);
        });
        Assert.Contains("XCDR2", Refusal("/other"), StringComparison.Ordinal);
        Assert.Contains("ros2 bag convert", Refusal("/compressed"), StringComparison.Ordinal);

        string Refusal(string topic) => Assert.Throws<DataException>(() => BagImport.Run(
            source, RobotRecording.Settings with { State = [new VectorSource { Topic = topic, Joints = ["a"] }] }, _folder["dataset"])).Message;
    }

    [Fact]
    public void Images_that_cannot_be_decoded_are_left_out_and_counted()
    {
        var source = Broken(Frames, frame => frame is 0 or 4 or 9);
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Equal(3, report.Sources[0].Refused);
        Assert.StartsWith("image 0 of /front (recorded 2023-11-14T22:13:20.012Z) cannot be decoded", report.Sources[0].FirstFault, StringComparison.Ordinal);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        var kept = Enumerable.Range(0, Frames).Except([0, 4, 9]);
        Assert.Equal(kept, ImportedFrames.Shown(dataset, dataset.Episodes[0], "front"));
        Assert.Equal(kept, ImportedFrames.Shown(dataset, dataset.Episodes[0], "wrist"));
    }

    [Fact]
    public void However_many_images_are_broken_they_are_found_in_one_pass()
    {
        const int frames = 400;
        var source = Broken(frames, frame => frame % 8 == 3);
        var (progress, restarts, last) = (new Steps(), 0, 0);
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"], progress));
        Assert.Equal((frames / 8, frames - frames / 8), ((int)report.Sources[0].Refused, Assert.Single(report.EpisodeFrames)));
        foreach (var frame in progress.Frames)
        {
            restarts += frame < last ? 1 : 0;
            last = frame;
        }

        Assert.Equal(1, restarts);
    }

    [Theory]
    [InlineData(60, 0, 0)]
    [InlineData(60, 1, 1)]
    [InlineData(15, 0, 0)]
    public void A_camera_of_images_that_cannot_be_decoded_is_refused_with_its_recording_topic_and_number(int frames, int good, int named)
    {
        var source = Broken(frames, frame => frame >= good);
        var message = Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings with { MinFrames = 10 }, _folder["dataset"])).Message;
        Assert.StartsWith($"{source}: ", message, StringComparison.Ordinal);
        Assert.Contains($"image {named} of /front", message, StringComparison.Ordinal);
        Assert.Equal([source], Directory.GetFileSystemEntries(_folder[""]));
    }

    private string Broken(int frames, Func<int, bool> isBroken) => RobotRecording.File(_folder, "pick.mcap", bag =>
    {
        for (var frame = 0; frame < frames; frame++)
        {
            RobotRecording.WriteFrame(bag, frame, lostFront: isBroken(frame));
            if (isBroken(frame))
                bag.Write("/front", RobotRecording.Stamp(frame) + RobotRecording.Delay, RobotRecording.Jpeg(RobotRecording.Stamp(frame), frame) with { Data = (byte[])[1, 2, 3] });
        }
    });

    private sealed class Steps : IProgress<BagImportProgress>
    {
        public List<int> Frames { get; } = [];

        public void Report(BagImportProgress value) => Frames.Add(value.Frame);
    }
}

using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Recordings;

public sealed class BagImportTests : IDisposable
{
    private const int Frames = 24;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_frame_has_its_own_views_numbers_and_time()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, Frames));
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        var episode = Assert.Single(dataset.Episodes);
        Assert.Equal((Frames, RobotRecording.Fps, "test_arm"), (episode.Length, dataset.Info.Fps, dataset.Info.RobotType));
        Assert.Equal(["pick the cube"], episode.Tasks);
        Assert.Equal(("pick", $"{RobotRecording.Start}"), (episode.Labels["recording"], episode.Labels["start_stamp"]));
        Assert.Equal(["b", "a"], dataset.Info.Features["observation.state"].Names!);
        foreach (var camera in dataset.Cameras)
            Assert.Equal(Enumerable.Range(0, Frames), ImportedFrames.Shown(dataset, episode, camera));
        var numbers = dataset.ReadFrames(episode);
        for (var t = 0; t < Frames; t++)
        {
            var seconds = RobotRecording.Seconds(RobotRecording.Stamp(t));
            Assert.Equal((float)((double)t / RobotRecording.Fps), numbers.Timestamps[t]);
            Assert.Equal(((float)-seconds, (float)seconds), (numbers.States[t, 0], numbers.States[t, 1]));
            // the first command that was recorded behind the frame's stamp
            Assert.Equal((t, -t), (numbers.Actions[t, 0], numbers.Actions[t, 1]));
        }

        Assert.Equal((5.0, 5.0, Frames), (Math.Round(report.SpreadMedian, 3), Math.Round(report.SpreadMax, 3), report.WantedFrames));
        Assert.Empty(report.Missed);
        Assert.Empty(report.Gaps);
        Assert.Equal(12, 1000 * report.Sources[0].Delay!.Mean, 3);
        Assert.Equal((0, Frames), (report.Sources[0].Unstamped, report.Sources[3].Unstamped));
        Assert.False(Directory.Exists(_folder["dataset.import"]));
    }

    [Fact]
    public void A_frame_that_a_camera_missed_is_dropped_and_told()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, Frames, lostWrist: frame => frame is 5 or 6 or 12));
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        var kept = Enumerable.Range(0, Frames).Except([5, 6, 12]).ToArray();
        Assert.Equal(kept, ImportedFrames.Shown(dataset, dataset.Episodes[0], "front"));
        Assert.Equal(kept, ImportedFrames.Shown(dataset, dataset.Episodes[0], "wrist"));
        Assert.Equal(kept.Select(frame => (float)frame), Enumerable.Range(0, kept.Length).Select(t => dataset.ReadFrames(dataset.Episodes[0]).Actions[t, 0]));
        Assert.Equal(3, report.Missed["camera wrist"]);
        Assert.Equal([(2, false), (1, false)], report.Gaps.Select(gap => (gap.MissingFrames, gap.Splits)));
        var refused = Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings with { RefuseIncomplete = true }, _folder["other"]));
        Assert.Contains("0.167 s after the first frame", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_gap_begins_a_new_episode()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, 40, lostFront: frame => frame is >= 10 and < 16 or > 20 and < 28));
        var settings = RobotRecording.Settings with { MaxGap = 0.15, MinFrames = 6 };
        var report = Assert.Single(BagImport.Run(source, settings, _folder["dataset"]));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal([10, 12], dataset.Episodes.Select(episode => episode.Length));
        Assert.Equal(Enumerable.Range(3, 12), ImportedFrames.Shown(dataset, dataset.Episodes[1], "wrist"));
        Assert.Equal(5, report.FramesInShortPieces);
        Assert.Equal([(6, true), (7, true)], report.Gaps.Select(gap => (gap.MissingFrames, gap.Splits)));
        Assert.Equal($"{RobotRecording.Stamp(28)}", dataset.Episodes[1].Labels["start_stamp"]);
    }

    [Fact]
    public void A_camera_of_twice_the_rate_gives_every_second_image()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, Frames));
        BagImport.Run(source, RobotRecording.Settings with { Fps = 15 }, _folder["dataset"]);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(Enumerable.Range(0, Frames / 2).Select(t => 2 * t), ImportedFrames.Shown(dataset, dataset.Episodes[0], "wrist"));
        var fault = Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings with { Fps = 20 }, _folder["other"]));
        Assert.Contains("gives 30 images a second", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_recordings_are_several_episodes_and_an_interrupted_import_goes_on()
    {
        Directory.CreateDirectory(_folder["bags/split"]);
        RobotRecording.File(_folder, "bags/a.mcap", bag => RobotRecording.Write(bag, 8));
        RobotRecording.File(_folder, "bags/z.mcap", bag => RobotRecording.Write(bag, 12));
        // rosbag2 splits long recordings
        File.WriteAllText(_folder["bags/split/metadata.yaml"], "");
        RobotRecording.File(_folder, "bags/split/split_10.mcap", bag =>
        {
            for (var frame = 10; frame < 20; frame++)
                RobotRecording.WriteFrame(bag, frame);
        });
        RobotRecording.File(_folder, "bags/split/split_9.mcap", bag => RobotRecording.Write(bag, 10));
        using var stop = new CancellationTokenSource();
        var progress = new Stop(stop, recordings: 1);
        Assert.Throws<OperationCanceledException>(() => BagImport.Run(_folder["bags"], RobotRecording.Settings, _folder["dataset"], progress, stop.Token));
        Assert.False(Directory.Exists(_folder["dataset"]));
        var other = Assert.Throws<DataException>(() => BagImport.Run(_folder["bags"], RobotRecording.Settings with { Crf = 30 }, _folder["dataset"]));
        Assert.Contains("other settings", other.Message, StringComparison.Ordinal);
        var second = new Stop(stop, recordings: int.MaxValue);
        var reports = BagImport.Run(_folder["bags"], RobotRecording.Settings, _folder["dataset"], second);
        Assert.Equal(1, second.First);
        Assert.Equal(["a", "split", "z"], reports.Select(report => report.Recording));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal([8, 20, 12], dataset.Episodes.Select(episode => episode.Length));
        Assert.Equal(Enumerable.Range(0, 20), ImportedFrames.Shown(dataset, dataset.Episodes[1], "front"));
    }

    [Fact]
    public void A_recording_that_fails_can_be_left_out_without_starting_again()
    {
        Directory.CreateDirectory(_folder["bags"]);
        foreach (var name in new[] { "a", "b", "d" })
            RobotRecording.File(_folder, $"bags/{name}.mcap", bag => RobotRecording.Write(bag, 8));
        RobotRecording.File(_folder, "bags/c.mcap", bag => bag.Write("/front", 1, new RosString { Data = "no image" }));
        Assert.Throws<DataException>(() => BagImport.Run(_folder["bags"], RobotRecording.Settings, _folder["dataset"]));
        File.Delete(_folder["bags/c.mcap"]);
        // this one is no longer what was imported
        RobotRecording.File(_folder, "bags/b.mcap", bag => RobotRecording.Write(bag, 9));
        using var stop = new CancellationTokenSource();
        var progress = new Stop(stop, recordings: int.MaxValue);
        Assert.Equal(["a", "b", "d"], BagImport.Run(_folder["bags"], RobotRecording.Settings, _folder["dataset"], progress).Select(report => report.Recording));
        Assert.Equal(1, progress.First);
        Assert.Equal([8, 9, 8], LeRobotDataset.Open(_folder["dataset"]).Episodes.Select(episode => episode.Length));
    }

    [Fact]
    public void A_recording_of_another_camera_is_named_before_the_rest_is_imported()
    {
        Directory.CreateDirectory(_folder["bags"]);
        RobotRecording.File(_folder, "bags/a.mcap", bag => RobotRecording.Write(bag, 8));
        RobotRecording.File(_folder, "bags/b.mcap", bag =>
        {
            RobotRecording.Write(bag, 8, lostFront: _ => true);
            var image = new RgbImage(16, 16, new byte[16 * 16 * 3]);
            for (var frame = 0; frame < 8; frame++)
                bag.Write("/front", RobotRecording.Stamp(frame), RobotRecording.Jpeg(RobotRecording.Stamp(frame), frame) with { Data = ImageFile.EncodeJpeg(image, 95) });
        });
        RobotRecording.File(_folder, "bags/c.mcap", bag => bag.Write("/front", 1, new RosString { Data = "no image" }));
        var message = Assert.Throws<DataException>(() => BagImport.Run(_folder["bags"], RobotRecording.Settings, _folder["dataset"])).Message;
        Assert.Contains($"{_folder["bags/b.mcap"]}: camera 'front' has 16x16 pixels", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_leaves_nothing_where_nothing_was_finished()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, 8));
        Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings with { MinFrames = 9 }, _folder["dataset"]));
        Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings with { Slop = 0.001 }, _folder["dataset"]));
        Assert.Equal([source], Directory.GetFileSystemEntries(_folder[""]));
    }

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
    public void Trajectories_and_log_times_can_be_used()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            RobotRecording.Write(bag, Frames);
            for (var frame = 0; frame < Frames; frame++)
                bag.Write("/trajectory", RobotRecording.Stamp(frame) + 1, RobotRecording.Trajectory(RobotRecording.Stamp(frame) - 2_000_000, frame, 100 + frame));
        });
        var settings = RobotRecording.Settings with
        {
            Action = [new JointSource { Topic = "/trajectory", Joints = ["a", "b"], Match = JointMatch.Previous }],
        };
        BagImport.Run(source, settings, _folder["dataset"]);
        var actions = LeRobotDataset.Open(_folder["dataset"]) is var dataset ? dataset.ReadFrames(dataset.Episodes[0]).Actions : null!;
        Assert.Equal(Enumerable.Range(0, Frames).Select(t => ((float)t, 100f + t)), Enumerable.Range(0, Frames).Select(t => (actions[t, 0], actions[t, 1])));
        // cameras come 12 and 17 ms late by the recorder's clock, so the command behind a frame is the next frame's
        BagImport.Run(source, RobotRecording.Settings with { Stamps = StampSource.Log }, _folder["log"]);
        var log = LeRobotDataset.Open(_folder["log"]);
        Assert.Equal(1, log.ReadFrames(log.Episodes[0]).Actions[0, 0]);
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
        Assert.Contains("/text carries std_msgs/msg/String", Refusal(RobotRecording.Settings with { State = [new JointSource { Topic = "/text", Joints = ["a"] }] }), StringComparison.Ordinal);
        Assert.Contains("finite position of all of a, c", Refusal(RobotRecording.Settings with { State = [new JointSource { Topic = "/joint_states", Joints = ["a", "c"] }] }), StringComparison.Ordinal);
        Assert.Contains("finite velocity", Refusal(RobotRecording.Settings with { State = [new JointSource { Topic = "/joint_states", Joints = ["a"], Field = JointField.Velocity }] }), StringComparison.Ordinal);
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
            source, RobotRecording.Settings with { State = [new JointSource { Topic = topic, Joints = ["a"] }] }, _folder["dataset"])).Message;
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

    [Fact]
    public void Settings_tell_every_fault_with_its_key()
    {
        var settings = new BagImportSettings
        {
            Cameras = [new CameraSource { Name = "a b" }],
            Clock = "side",
            State = [new JointSource { Joints = ["x"] }],
            Fps = 0,
        };
        Assert.Equal(["cameras.0.name", "cameras.0.topic", "clock", "fps", "state.0.topic"], settings.Faults().Select(fault => fault.Key).Order());
        Assert.Empty(RobotRecording.Settings.Faults());
    }

    private sealed class Stop(CancellationTokenSource source, int recordings) : IProgress<BagImportProgress>
    {
        public int? First { get; private set; }

        public void Report(BagImportProgress value)
        {
            First ??= value.Recordings;
            if (value.Recordings >= recordings)
                source.Cancel();
        }
    }
}

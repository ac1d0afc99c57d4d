using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Recordings;
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
            Action = [new VectorSource { Topic = "/trajectory", Joints = ["a", "b"], Match = MessageMatch.Previous }],
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
    public void Settings_tell_every_fault_with_its_key()
    {
        var settings = new BagImportSettings
        {
            Cameras = [new CameraSource { Name = "a b" }],
            Clock = "side",
            State = [new VectorSource { Joints = ["x"] }],
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

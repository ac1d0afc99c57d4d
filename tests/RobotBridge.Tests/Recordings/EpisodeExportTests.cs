using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.Tests.Npm;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>An episode out of a dataset into a recording and back.</summary>
public sealed class EpisodeExportTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_exported_and_imported_has_the_same_frames_numbers_and_times()
    {
        var dataset = SmallDataset.Write(_folder);
        var episode = dataset.Episodes[1];
        EpisodeExport.Run(dataset, episode, null, _folder["episode.mcap"], new EpisodeExportOptions());
        BagImport.Run(_folder["episode.mcap"], Reimport(dataset), _folder["again"]);
        var again = LeRobotDataset.Open(_folder["again"]);
        var copy = Assert.Single(again.Episodes);
        Assert.Equal((episode.Length, episode.Tasks[0]), (copy.Length, copy.Tasks[0]));
        Assert.Equal(("fluent", "small", "1", "episode"), (copy.Labels["quality"], copy.Labels["source_dataset"], copy.Labels["source_episode"], copy.Labels["recording"]));
        Assert.Equal(dataset.Info.Features["observation.state"].Names!, again.Info.Features["observation.state"].Names!);
        var (before, after) = (dataset.ReadFrames(episode), again.ReadFrames(copy));
        Assert.Equal(before.Timestamps, after.Timestamps);
        Assert.Equal(before.States, after.States);
        Assert.Equal(before.Actions, after.Actions);
        Assert.Equal(episode.Stages, copy.Stages);
        foreach (var camera in dataset.Cameras)
            foreach (var (one, two) in Images(dataset, episode, camera).Zip(Images(again, copy, camera)))
                Assert.True(Psnr(one, two) > 30, $"{camera}: {Psnr(one, two):0.0} dB");
        // what came back keeps its time when it goes out again
        EpisodeExport.Run(again, copy, null, _folder["again.mcap"], new EpisodeExportOptions { Start = 5 });
        using var reader = new McapReader(_folder["again.mcap"]);
        Assert.Equal((ulong)new EpisodeExportOptions().Start, reader.Statistics!.FirstTime);
    }

    [Fact]
    public void Progress_and_reward_are_topics()
    {
        var dataset = SmallDataset.Write(_folder);
        float[][] Values(Func<int, float> value) => [.. dataset.Episodes.Select(e => Enumerable.Range(0, e.Length).Select(value).ToArray())];
        var labels = FrameTable.Of(
            dataset.Episodes,
            new Dictionary<string, IReadOnlyList<float[]>>
            {
                ["stage"] = Values(t => t < 5 ? 0 : 1),
                ["progress"] = Values(t => t == 3 ? float.NaN : t / 20f),
                ["confidence"] = Values(_ => 0.75f),
                ["reward"] = Values(t => t * 0.01f),
                ["weight"] = Values(t => t % 2),
            },
            new Dictionary<string, string> { ["reward_model_id"] = "sarm-1", ["stages"] = """["reach","carry"]""" });
        var episode = dataset.Episodes[0];
        EpisodeExport.Run(dataset, episode, labels, _folder["episode.mcap"], new EpisodeExportOptions { Compression = McapCompression.Lz4 });
        using var reader = new McapReader(_folder["episode.mcap"]);
        var messages = reader.Messages().Select(m => (m.Channel.Topic, Time: m.LogTime, Data: m.Data.ToArray())).ToLookup(m => m.Topic);
        var tracks = messages["/reward/task_progress"].Select(m => CdrReader.Deserialize<TaskProgress>(m.Data)).ToArray();
        Assert.Equal(episode.Length - 1, tracks.Length);
        Assert.Equal(("reach", 0u, 0.05f, 0.75f, 0.01f, "sarm-1", "pick the cube"),
            (tracks[1].StageName, tracks[1].Stage, tracks[1].Progress, tracks[1].Confidence, tracks[1].Reward, tracks[1].Model, tracks[1].Task));
        Assert.Equal(("carry", 1u), (tracks[^1].StageName, tracks[^1].Stage));
        Assert.Equal(tracks.Select(track => track.Progress), Floats("/reward/progress"));
        Assert.Equal(tracks.Select(track => track.Reward), Floats("/reward/reward"));
        Assert.Equal(episode.Length - 1, Floats("/reward/weight").Count());
        Assert.Equal(Enumerable.Range(0, episode.Length).Select(t => t < 4 ? "reach" : t < 9 ? "carry" : ""),
            messages["/annotation/stage"].Select(m => CdrReader.Deserialize<RosString>(m.Data).Data));
        Assert.All(messages, topic => Assert.Equal(topic.Select(m => m.Time).Order(), topic.Select(m => m.Time)));
        // LeRobot's own file of progress will do as well
        var progress = new FrameTable(labels.Index, labels.EpisodeIndex, labels.FrameIndex, [new FrameColumn("progress_sparse", labels.Column("progress"))], labels.Metadata);
        EpisodeExport.Run(dataset, episode, progress, _folder["sparse.mcap"], new EpisodeExportOptions());
        using var sparse = new McapReader(_folder["sparse.mcap"]);
        Assert.DoesNotContain(sparse.Channels, channel => channel.Topic == "/reward/reward");
        Assert.Contains(sparse.Channels, channel => channel.Topic == "/reward/progress");

        IEnumerable<float> Floats(string topic) => messages[topic].Select(m => CdrReader.Deserialize<Float32>(m.Data).Data);
    }

    [Fact]
    public void The_peer_reads_an_exported_episode()
    {
        var npm = new NpmFolder("RobotBridge.Tests", "Recordings/Npm");
        var dataset = SmallDataset.Write(_folder);
        EpisodeExport.Run(dataset, dataset.Episodes[0], null, _folder["episode.mcap"], new EpisodeExportOptions());
        var messages = npm.Run("read.mjs", _folder["episode.mcap"], "stream").Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var images = messages.Where(m => m.GetProperty("topic").GetString() == "/wrist/image_raw/compressed").ToArray();
        Assert.Equal(dataset.Episodes[0].Length, images.Length);
        Assert.All(images, image => Assert.StartsWith("ffd8ff", image.GetProperty("value").GetProperty("data").GetString(), StringComparison.Ordinal));
        var states = messages.Where(m => m.GetProperty("topic").GetString() == "/joint_states").ToArray();
        var numbers = dataset.ReadFrames(dataset.Episodes[0]).States;
        for (var t = 0; t < states.Length; t++)
            Assert.Equal(Enumerable.Range(0, 3).Select(i => (double)numbers[t, i]), states[t].GetProperty("value").GetProperty("position").EnumerateArray().Select(value => value.GetDouble()));
    }

    [Fact]
    public void Cameras_that_would_share_a_topic_are_refused()
    {
        var dataset = SmallDataset.Write(_folder, first: "front-1", second: "front.1");
        Assert.Contains("front-1 and front.1 would both be on the topic /front_1/", Assert.Throws<DataException>(() =>
            EpisodeExport.Run(dataset, dataset.Episodes[0], null, _folder["episode.mcap"], new EpisodeExportOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_lacks_the_episode_is_named()
    {
        var dataset = SmallDataset.Write(_folder);
        var lengths = dataset.Episodes.Select(episode => new float[episode.Length]).ToArray();
        var labels = FrameTable.Of(dataset.Episodes, new Dictionary<string, IReadOnlyList<float[]>> { ["progress"] = lengths });
        labels.Slice(dataset.Episodes[0]).Write(_folder["labels.parquet"]);
        Assert.StartsWith($"{_folder["labels.parquet"]}, episode 1: ", Assert.Throws<DataException>(() =>
            EpisodeExport.Run(dataset, dataset.Episodes[1], FrameTable.Read(_folder["labels.parquet"]), _folder["episode.mcap"], new EpisodeExportOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_export_leaves_no_file()
    {
        var dataset = SmallDataset.Write(_folder);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => EpisodeExport.Run(
            dataset, dataset.Episodes[0], null, _folder["episode.mcap"], new EpisodeExportOptions(), _ => stop.Cancel(), stop.Token));
        Assert.DoesNotContain(Directory.GetFiles(_folder[""]), file => file.Contains("episode.mcap", StringComparison.Ordinal));
    }

    private static BagImportSettings Reimport(LeRobotDataset dataset) => new()
    {
        RobotType = dataset.Info.RobotType!,
        Fps = dataset.Info.Fps,
        Cameras = [.. dataset.Cameras.Select(camera => new CameraSource { Name = camera, Topic = EpisodeTopics.Camera(camera) })],
        State = [new VectorSource { Topic = EpisodeTopics.JointStates, Joints = dataset.Info.Features["observation.state"].Names! }],
        Action = [new VectorSource { Topic = EpisodeTopics.JointCommands, Joints = dataset.Info.Features["action"].Names! }],
    };

    private static IEnumerable<RgbImage> Images(LeRobotDataset dataset, Episode episode, string camera) =>
        EpisodeVideo.Read(episode.Videos[camera], episode.Length, dataset.Info.Fps);

    private static double Psnr(RgbImage one, RgbImage two) =>
        10 * Math.Log10(255 * 255 / Math.Max(1e-9, one.Pixels.Zip(two.Pixels, (a, b) => (double)(a - b) * (a - b)).Average()));
}

using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Tests.Fixtures;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Recordings;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>The beginning of a real recording as a dataset, out as MCAP and in again.</summary>
public sealed class RealRoundTripTests : IDisposable
{
    // the first frames of all three views that can be cut off without encoding them again
    private const int Frames = 61;

    // JPEG and H.264 together at the qualities that stand in the settings
    private const double LeastPsnr = 34;

    // neighbours that differ by less than this cannot be told apart after two codecs
    private const double MovingPsnr = 38;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frames_stamps_task_and_stages_come_back()
    {
        var dataset = Import(SharedData.Require("agilex-table"));
        var episode = Assert.Single(dataset.Episodes);
        EpisodeExport.Run(dataset, episode, null, _folder["episode.mcap"], new EpisodeExportOptions());
        var report = Assert.Single(BagImport.Run(_folder["episode.mcap"], Settings(dataset), _folder["again"]));
        Assert.Equal((Frames, 0, 0), (report.WantedFrames, report.Missed.Count, report.Gaps.Count));

        var again = LeRobotDataset.Open(_folder["again"]);
        var copy = Assert.Single(again.Episodes);
        Assert.Equal((Frames, episode.Tasks[0]), (copy.Length, copy.Tasks[0]));
        Assert.Equal([new StageAnnotation("reach", 8, 40), new StageAnnotation("grasp", 40, 55)], copy.Stages);
        Assert.Equal(dataset.ReadFrames(episode).Timestamps, again.ReadFrames(copy).Timestamps);
        var told = dataset.Cameras.Sum(camera => SameFrames(Images(dataset, episode, camera), Images(again, copy, camera), camera));
        Assert.True(told > Frames, $"only {told} pairs of neighbours differ: too little moves to tell frames apart");
    }

    // how often a frame could be told from a neighbour
    private static int SameFrames(RgbImage[] before, RgbImage[] after, string camera)
    {
        Assert.Equal(Frames, after.Length);
        var told = 0;
        for (var t = 0; t < Frames; t++)
        {
            var likeness = Psnr(before[t], after[t]);
            Assert.True(likeness > LeastPsnr, $"{camera}, frame {t}: {likeness:0.0} dB");
            foreach (var neighbour in new[] { t - 1, t + 1 }.Where(n => n is >= 0 and < Frames && Psnr(before[n], before[t]) < MovingPsnr))
            {
                Assert.True(Psnr(before[neighbour], after[t]) < likeness, $"{camera}: frame {t} came back like frame {neighbour}");
                told++;
            }
        }

        return told;
    }

    // copies packets, so the dataset holds the recording's own frames
    private LeRobotDataset Import(string recordings)
    {
        var cut = Directory.CreateDirectory(_folder["recordings/cut"]).FullName;
        foreach (var view in Directory.GetFiles(Path.Combine(recordings, "episode_001"), "*.mp4"))
            new VideoCutter().Cut(new VideoSegment(view, 0, Frames / 30.0), Frames, Path.Combine(cut, Path.GetFileName(view)), TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(recordings, "task_instruction.json"), _folder["recordings/task_instruction.json"]);
        File.WriteAllText(Path.Combine(cut, "annotated_keyframes.json"), JsonSerializer.Serialize(new[]
        {
            new { anotation = "reach", start_frame_id = 8, end_frame_id = 40 },
            new { anotation = "grasp", start_frame_id = 40, end_frame_id = 55 },
        }));
        KeyframedRecordings.Import(_folder["recordings"], _folder["dataset"], new VideoConcatenator(), robotType: "agilex");
        return LeRobotDataset.Open(_folder["dataset"]);
    }

    private static BagImportSettings Settings(LeRobotDataset dataset) => new()
    {
        RobotType = dataset.Info.RobotType!,
        Fps = dataset.Info.Fps,
        Cameras = [.. dataset.Cameras.Select(camera => new CameraSource { Name = camera, Topic = EpisodeTopics.Camera(camera) })],
    };

    private static RgbImage[] Images(LeRobotDataset dataset, Episode episode, string camera) =>
        [.. EpisodeVideo.Read(episode.Videos[camera], episode.Length, dataset.Info.Fps)];

    private static double Psnr(RgbImage one, RgbImage two)
    {
        long squares = 0;
        for (var i = 0; i < one.Pixels.Length; i++)
            squares += (one.Pixels[i] - two.Pixels[i]) * (one.Pixels[i] - two.Pixels[i]);
        return 10 * Math.Log10(255 * 255 / Math.Max(1e-9, (double)squares / one.Pixels.Length));
    }
}

using OpenCvSharp;
using Robotics.Cli.Reports.Content;
using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Statistics;
using Rect = OpenCvSharp.Rect;
using VideoWriter = Robotics.Perception.Video.VideoWriter;

namespace Robotics.Cli.Tests.Reports;

/// <summary>A report with made-up but plausible content of every kind.</summary>
internal static class ExampleReport
{
    private static readonly string[] Stages = ["reach the cube", "grasp the cube", "carry to the goal", "place on the goal", "retreat"];

    public static ReportContent Content(TemporaryFolder folder) => new()
    {
        Title = "pick_place · reward-aligned imitation",
        Verdict = new(TrafficLight.Green, "RA-BC with SARM's weights solves 194 of 200 episodes, BC on the same mixed demonstrations 68: 63 points more [55.9, 69.6], from the same network, seed and number of steps."),
        Run = new("./robotics demo --output \"runs/my demo\"", 1000, "2026-11-23 09:00 UTC", "2 cores, 24 GB, no GPU", [new("robotics", "0.1.0"), new("MuJoCo", "2.2.2"), new("backbone", "mobilenetv2-oidv4 <d0a5255b>")]),
        Cautions = ["Made-up numbers: this page exists to look at the page."],
        Policies =
        [
            Row("BC", "all 600 demonstrations, chunk 8, execute 4", 68, isCandidate: false),
            Row("RA-BC", "plans 8, executes 4, limit 120 steps, weighted by SARM, κ = 0.01; other training seeds: 190/200, 195/200", 194, isCandidate: true),
            Row("BC, best setting", "chunk 16, execute 16", 96) with { IsControl = true },
            Row("BC, successful only", "400 demonstrations", 133) with { IsControl = true, Faults = 2 },
            Row("RA-BC, true weights", "weighted by ground truth", 197) with { IsControl = true },
        ],
        Comparison = new("BC", "RA-BC", 0.63, new(0.559, 0.696), "Newcombe, paired", 1, 127, 1.2e-36),
        Curves = [Curve("worst", "episode 231, hesitant", 160, 0.09), Curve("median", "episode 214, hesitant", 140, 0.03), Curve("best", "episode 203, fluent", 54, 0.005)],
        Confusion = new(Stages, new long[,] { { 890, 12, 0, 0, 0 }, { 20, 410, 9, 0, 0 }, { 0, 11, 1200, 14, 0 }, { 0, 0, 16, 300, 8 }, { 0, 0, 1, 6, 220 } }),
        Rollouts = new(["success", "partial", "failure"], new long[,] { { 12, 0, 0 }, { 0, 11, 1 }, { 0, 0, 12 } }, 0.944),
        Weights = new(0.01, 0.47, 33_000, 61_000, 0.38, 0.31) { Groups = [new("fluent", 240, 0.83), new("hesitant", 240, 0.44), new("failing", 120, 0.21)] },
        WeightedEpisodes = [Weighted()],
        Videos = [new("BC", "seed 70012, front camera", false, Mp4(folder, "bc.mp4", 3)), new("RA-BC", "seed 70012, front camera", true, Mp4(folder, "ra.mp4", 1))],
        Rewards = new(
            "20 fluent and 20 hesitant held-out demonstrations; intervals by bootstrap over episodes.",
            [new("mse", "MSE", "mean squared error of progress", false, 4), new("accuracy", "stage accuracy", "share of frames with the right stage", true, 3), new("voc", "VOC", "Spearman correlation of progress and time", true, 3), new("voc_reversed", "VOC reversed", "the same on the reversed video", false, 3)],
            [
                Reward("SARM", 0.0008, 0.968, 0.991, -0.95) with { IsCandidate = true },
                Reward("ridge on pooled features", 0.0061, null, 0.93, -0.9),
                Reward("clock", 0.021, null, 1.0, 1.0) with { IsClock = true },
            ]),
        Steps = [new("record", 312.4, 1210), new("features", 190.2, 890), new("train reward", 240.8, 1640), new("relabel", 8.1, 700), new("train policies", 420.9, 2100), new("evaluate", 260.3, 1500)],
        Notes = [new("Toy size", "600 demonstrations & one training seed <b>only</b>."), new("Left out", "Online fine-tuning: not part of this run.")],
    };

    private static PolicyRow Row(string name, string description, int successes, bool isCandidate = false)
    {
        var failed = 200 - successes;
        return new PolicyRow(name, description, successes, 200, ClopperPearson.Of(successes, 200), [new(Stages[0], failed / 8), new(Stages[1], failed / 2), new(Stages[2], failed / 4), new(Stages[3], failed - (failed / 8) - (failed / 2) - (failed / 4))])
        {
            IsCandidate = isCandidate,
        };
    }

    private static RewardRow Reward(string name, double mse, double? accuracy, double voc, double reversed)
    {
        var values = new Dictionary<string, MetricValue> { ["mse"] = new(mse, new(mse * 0.8, mse * 1.3)), ["voc"] = new(voc), ["voc_reversed"] = new(reversed) };
        if (accuracy is { } a) values["accuracy"] = new(a, new(a - 0.01, a + 0.01));
        return new RewardRow(name, values);
    }

    private static EpisodeCurve Curve(string rule, string title, int length, double error)
    {
        int[] ends = [length * 30 / 100, length * 45 / 100, length * 75 / 100, length * 90 / 100, length];
        var time = Enumerable.Range(0, length).Select(t => t / 10f).ToArray();
        var truth = time.Select((_, t) => (float)t / (length - 1)).ToArray();
        var predicted = truth.Select((p, t) => (float)Math.Clamp(p + (error * Math.Sin(t / 4.0)) - (rule == "worst" && t > length / 2 && t < (length / 2) + 14 ? 0.3 : 0), 0, 1)).ToArray();
        return new EpisodeCurve(rule, title, time, predicted)
        {
            Truth = truth,
            StageNames = Stages,
            Stages = Stages.Select((s, i) => new StageAnnotation(s, i == 0 ? 0 : ends[i - 1], ends[i])).ToList(),
            PredictedStages = Enumerable.Range(0, length).Select(t => Array.FindIndex(ends, e => t < e + 2)).Select(s => s < 0 ? 4 : s).ToArray(),
            Frames = Enumerable.Range(0, 9).Select(i => new FilmFrame(i * (length - 1) / 8, Jpeg(i / 8.0))).ToList(),
        };
    }

    private static WeightedEpisode Weighted()
    {
        const int length = 160;
        var time = Enumerable.Range(0, length).Select(t => t / 10f).ToArray();
        var progress = time.Select((_, t) => (float)Math.Clamp((t < 60 ? t : t < 100 ? 60 - ((t - 60) * 0.3) : 48 + ((t - 100) * 1.8)) / 155.0, 0, 1)).ToArray();
        var deltas = progress.Select((p, t) => progress[Math.Min(length - 1, t + 8)] - p).ToArray();
        var weights = deltas.Select(d => d >= 0.05f ? 1f : d <= 0 ? 0f : d / 0.05f).ToArray();
        return new("episode 118, hesitant: regrasps after a drop", time, progress, deltas, weights)
        {
            Frames = Enumerable.Range(0, 9).Select(i => new FilmFrame(i * (length - 1) / 8, Jpeg(i / 8.0))).ToList(),
        };
    }

    private static Mat Scene(double progress)
    {
        var image = new Mat(128, 128, MatType.CV_8UC3, new Scalar(150, 170, 180));
        Cv2.Rectangle(image, new Rect(0, 70, 128, 58), new Scalar(90, 120, 150), -1);
        Cv2.Circle(image, new Point(98, 92), 13, new Scalar(90, 160, 90), -1);
        Cv2.Rectangle(image, new Rect(18 + (int)(70 * progress), 84 - (int)(30 * Math.Sin(Math.PI * progress)), 14, 14), new Scalar(60, 60, 200), -1);
        return image;
    }

    private static byte[] Jpeg(double progress)
    {
        using var image = Scene(progress);
        Cv2.ImEncode(".jpg", image, out var bytes, [(int)ImwriteFlags.JpegQuality, 80]);
        return bytes;
    }

    private static byte[] Mp4(TemporaryFolder folder, string name, double speed)
    {
        using (var writer = new VideoWriter(folder[name], 128, 128, 10))
        {
            for (var i = 0; i < 40; i++)
            {
                using var image = Scene(Math.Abs(Math.Sin(i * speed / 40)));
                Cv2.CvtColor(image, image, ColorConversionCodes.BGR2RGB);
                image.GetArray(out Vec3b[] pixels);
                writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pixels.AsSpan()));
            }
            writer.Complete();
        }
        return File.ReadAllBytes(folder[name]);
    }
}

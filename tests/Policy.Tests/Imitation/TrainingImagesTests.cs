using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;

namespace Robotics.Policy.Tests.Imitation;

public sealed class TrainingImagesTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Fact]
    public void Images_are_reduced_by_area_into_planes()
    {
        var path = Path.Combine(folder.Path, "area.images");
        // 4x4 to 2x2: each target pixel is the mean of four
        var pixels = new byte[4 * 4 * 3];
        for (var i = 0; i < 16; i++)
            (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = ((byte)(i * 4), 100, (byte)(i < 8 ? 0 : 255));
        Assert.Equal(2, TrainingImages.Write(path, 2, [new RgbImage(4, 4, pixels), new RgbImage(2, 2, new byte[12])]));
        using var images = TrainingImages.Open(path);
        Assert.Equal((2, 2), (images.Frames, images.Size));
        Assert.Equal<byte>([10, 18, 42, 50, 100, 100, 100, 100, 0, 0, 255, 255], images[0].ToArray());
        Assert.Equal(new byte[12], images[1].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => images[2].Length);
    }

    [Fact]
    public void Averages_are_rounded_to_the_nearest_level()
    {
        var planes = new byte[ImagePlanes.Bytes(1)];
        ImagePlanes.Reduce(new RgbImage(2, 2, [1, 0, 255, 1, 1, 255, 1, 1, 254, 0, 0, 254]), 1, planes);
        // means .75, .5 and 254.5
        Assert.Equal<byte>([1, 1, 255], planes);
    }

    [Fact]
    public void Brightness_and_colour_balance_vary_within_the_jitter()
    {
        var planes = Enumerable.Repeat((byte)100, ImagePlanes.Bytes(4)).ToArray();
        var random = new StepRandom(11);
        var gains = Enumerable.Range(0, 2000).Select(_ =>
        {
            var image = new float[planes.Length];
            ImageAugmentation.Draw(random, 0, 0.2).Apply(planes, 4, image);
            // the three planes of a grey image
            return new[] { image[0], image[16], image[32] }.Select(v => (v + 1) * 1.275).ToArray();
        }).ToArray();
        for (var channel = 0; channel < 3; channel++)
            Assert.All(gains, gain => Assert.InRange(gain[channel], (0.8 * 0.9) - 1e-4, (1.2 * 1.1) + 1e-4));
        // what the channels share is the brightness, in which they differ the colour
        Assert.Equal(0.2 / Math.Sqrt(3), Deviation(gains.Select(g => Math.Log(g.Average()))), 0.015);
        foreach (var (a, b) in new[] { (0, 1), (1, 2), (0, 2) })
            Assert.Equal(0.1 * Math.Sqrt(2.0 / 3), Deviation(gains.Select(g => Math.Log(g[a] / g[b]))), 0.01);
        static double Deviation(IEnumerable<double> values)
        {
            var all = values.ToArray();
            return Math.Sqrt(all.Average(v => v * v) - (all.Average() * all.Average()));
        }
    }

    [Fact]
    public void A_reduction_that_does_not_divide_stays_within_the_image()
    {
        var planes = new byte[ImagePlanes.Bytes(5)];
        ImagePlanes.Reduce(new RgbImage(7, 3, [.. Enumerable.Repeat((byte)77, 63)]), 5, planes);
        Assert.All(planes, value => Assert.Equal(77, value));
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        var path = Path.Combine(folder.Path, "damaged.images");
        TrainingImages.Write(path, 4, [new RgbImage(4, 4, new byte[48])]);
        var sound = File.ReadAllBytes(path);
        File.WriteAllBytes(path, sound[..^1]);
        Assert.Contains(path, Assert.Throws<DataException>(() => TrainingImages.Open(path)).Message);
        File.WriteAllBytes(path, [.. "something else"u8]);
        Assert.Throws<DataException>(() => TrainingImages.Open(path));
    }

    [Fact]
    public void A_failed_write_leaves_no_file()
    {
        var path = Path.Combine(folder.Path, "failed.images");
        static IEnumerable<RgbImage> Failing()
        {
            yield return new RgbImage(4, 4, new byte[48]);
            throw new DataException("frame 1 is missing");
        }

        Assert.Throws<DataException>(() => TrainingImages.Write(path, 4, Failing()));
        Assert.Empty(Directory.GetFiles(folder.Path, "failed.*"));
    }

    [Fact]
    public void Episodes_of_a_real_video_are_decoded_once_and_found_again()
    {
        var video = Path.Combine(folder.Path, "front.mp4");
        WriteVideo(video, frames: 30);
        Episode[] episodes = [Episode(0, 12, video, 0), Episode(1, 18, video, 1.2)];
        var cache = new TrainingImageCache(Path.Combine(folder.Path, "cache"));
        var decoded = new List<int>();
        using (var images = cache.Open(episodes, "front", 10, 16, new Recorder(decoded)))
        {
            Assert.Equal(30, images.Frames);
            // frame i of the video is grey of brightness 8 i; a lossy codec keeps it within a few levels
            for (var i = 0; i < 30; i++)
                Assert.InRange(images[i][0], (8 * i) - 6, (8 * i) + 6);
        }

        Assert.Equal([1, 2], decoded);
        using var again = new TrainingImageCache(Path.Combine(folder.Path, "cache")).Open(episodes, "front", 10, 16, new Recorder(decoded));
        Assert.Equal(2, decoded.Count);
        using var other = cache.Open(episodes[..1], "front", 10, 16, new Recorder(decoded));
        Assert.Equal(12, other.Frames);
        Assert.Equal(3, decoded.Count);
        Assert.Contains("Episode 0 has no camera wrist", Assert.Throws<DataException>(() => cache.Open(episodes, "wrist", 10, 16)).Message);
        Assert.Contains("missing", Assert.Throws<DataException>(() => cache.Open([Episode(0, 5, "gone.mp4", 0)], "front", 10, 16)).Message);
    }

    [Fact]
    public void Augmentation_shifts_and_repeats_the_border()
    {
        var planes = new byte[ImagePlanes.Bytes(8)];
        for (var i = 0; i < planes.Length; i++)
            planes[i] = (byte)(i % 251);
        var plain = new float[planes.Length];
        ImageAugmentation.None.Apply(planes, 8, plain);
        Assert.All(plain.Zip(planes), p => Assert.Equal((p.Second / 127.5f) - 1, p.First, 1e-6f));

        var random = new StepRandom(3);
        var seen = new HashSet<(int, int)>();
        for (var trial = 0; trial < 200; trial++)
        {
            var shifted = new float[planes.Length];
            ImageAugmentation.Draw(random, 2, 0).Apply(planes, 8, shifted);
            seen.Add(FindShift(plain, shifted));
        }

        Assert.Equal(25, seen.Count);
    }

    private static (int X, int Y) FindShift(float[] plain, float[] shifted)
    {
        for (var y = -2; y <= 2; y++)
        {
            for (var x = -2; x <= 2; x++)
            {
                if (Enumerable.Range(0, plain.Length).All(i => Math.Abs(shifted[i] - plain[Source(i, x, y)]) < 1e-5f))
                    return (x, y);
            }
        }

        throw new InvalidOperationException("The image is no shifted version of the original.");
    }

    private static int Source(int index, int x, int y)
    {
        var (channel, row, column) = (index / 64, index / 8 % 8, index % 8);
        return (channel * 64) + (Math.Clamp(row + y, 0, 7) * 8) + Math.Clamp(column + x, 0, 7);
    }

    private static Episode Episode(int index, int length, string video, double from) => new(
        index, length, ["do it"], 0, new Dictionary<string, VideoSegment> { ["front"] = new(video, from, from + (length / 10.0)) }, []);

    private static void WriteVideo(string path, int frames)
    {
        using var writer = new VideoWriter(path, 32, 32, 10);
        for (var i = 0; i < frames; i++)
            writer.Write(Enumerable.Repeat((byte)(8 * i), 32 * 32 * 3).ToArray());
        writer.Complete();
    }

    private sealed class Recorder(List<int> reports) : IProgress<int>
    {
        public void Report(int value) => reports.Add(value);
    }
}

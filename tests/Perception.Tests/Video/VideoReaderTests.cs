using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class VideoReaderTests
{
    private const string TableView = "agilex-table/episode_001/cam_high.mp4";
    private const string BottleView = "g1-bottle/videos/chunk-000/observation.images.cam_high/episode_000014.mp4";

    [Theory]
    [InlineData(TableView, 1)]
    [InlineData(BottleView, 2)]
    public void Real_recordings_decode_to_ffmpegs_own_checksums(string recording, int threads)
    {
        string path = SharedRecordings.Find(recording);
        Assert.Equal(FfmpegTool.FrameChecksums(path), Checksums(path, threads));
    }

    [Theory]
    [InlineData(90, 0)]
    [InlineData(162, 0)]
    [InlineData(424, 0)]
    [InlineData(426, 0)]
    [InlineData(128, 85)]
    public void Rows_that_end_within_a_group_of_the_vector_code_are_whole_and_overwrite_nothing(int width, int scaled)
    {
        using var scratch = new ScratchFolder();
        string path = scratch.File("clip.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=s={width}x90:r=10", "-frames:v", "6", "-c:v", "libx264", "-pix_fmt", "yuv420p", path);
        string filter = scaled == 0 ? "format=rgb24" : $"scale={scaled}:61:flags=area,format=rgb24";
        Assert.Equal(FfmpegTool.FrameChecksums(path, filter), Checksums(path, 1, scaled, scaled == 0 ? 0 : 61));
    }

    [Theory]
    [InlineData(TableView)]
    [InlineData(BottleView)]
    public void Frames_scaled_while_converting_are_those_of_ffmpegs_area_scaler(string recording)
    {
        string path = SharedRecordings.Find(recording);
        var expected = FfmpegTool.FrameChecksums(path, "trim=end_frame=20,scale=224:224:flags=area,format=rgb24");
        Assert.Equal(expected, Checksums(path, 1, 224, 224).Take(20));
    }

    [Theory]
    [InlineData(TableView)]
    [InlineData(BottleView)]
    public void Random_and_reverse_access_give_the_frames_of_sequential_decoding(string recording)
    {
        string path = SharedRecordings.Find(recording);
        var expected = FfmpegTool.FrameChecksums(path);
        var random = new Random(7);
        var places = Enumerable.Range(0, 12).Select(_ => random.Next(expected.Length))
            .Concat(Enumerable.Range(expected.Length - 6, 6).Reverse()).Append(0).Append(1).ToArray();
        using var reader = new VideoReader(path);
        var rgb = new byte[reader.Width * reader.Height * 3];
        foreach (int place in places)
        {
            reader.Seek(place / 30.0);
            Assert.True(reader.TryRead(rgb, out double seconds));
            Assert.Equal(expected[place], Checksum(rgb));
            Assert.Equal(place / 30.0, seconds, 1e-6);
        }
    }

    [Fact]
    public void The_header_agrees_with_ffprobe()
    {
        string path = SharedRecordings.Find(BottleView);
        var info = new VideoConcatenator().Probe(path);
        Assert.Equal(FfmpegTool.Probe(path, "codec_name,width,height,pix_fmt,nb_read_frames"), $"{info.Codec},{info.Width},{info.Height},{info.PixelFormat},{info.Frames}");
        Assert.Equal(30, info.Fps, 1e-9);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void A_file_cut_off_behind_its_header_is_an_error_that_names_the_frame(double kept)
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 60);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(int)(bytes.Length * kept)]);
        var fault = Assert.Throws<DataException>(() => Checksums(path, 1));
        Assert.Contains("clip.mp4", fault.Message, StringComparison.Ordinal);
        Assert.Matches("frame \\d+", fault.Message);
    }

    [Fact]
    public void Damaged_frames_never_pass_as_good_ones()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 40);
        var bytes = File.ReadAllBytes(path);
        new Random(3).NextBytes(bytes.AsSpan(bytes.Length / 2, 400));
        File.WriteAllBytes(path, bytes);
        var fault = Assert.Throws<DataException>(() => Checksums(path, 1));
        Assert.Matches("clip.mp4, frame (1\\d|2\\d): ", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no video at all, whatever its name says")]
    [InlineData("#EXTM3U\n#EXTINF:1,\nother.mp4\n")]
    public void A_file_that_is_no_video_is_an_error_that_names_it(string content)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch.File("clip.mp4"), content);
        Assert.Contains("clip.mp4", Assert.Throws<DataException>(() => new VideoReader(scratch.File("clip.mp4"))).Message, StringComparison.Ordinal);
        Assert.Contains("missing", Assert.Throws<DataException>(() => new VideoReader(scratch.File("none.mp4"))).Message, StringComparison.Ordinal);
    }

    private static string[] Checksums(string path, int threads, int width = 0, int height = 0)
    {
        using var reader = new VideoReader(path, threads, width, height);
        var rgb = new byte[reader.Width * reader.Height * 3];
        var checksums = new List<string>();
        while (reader.TryRead(rgb, out _)) checksums.Add(Checksum(rgb));
        return [.. checksums];
    }

    private static string Checksum(byte[] rgb) => Convert.ToHexStringLower(SHA256.HashData(rgb));
}

using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class VideoWriterTests
{
    [Theory]
    [InlineData(VideoCodec.H264, "h264")]
    [InlineData(VideoCodec.Av1, "av1")]
    public void Written_frames_come_back_in_order_and_ffprobe_agrees(VideoCodec codec, string name)
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 100, 25, 10, codec);
        Assert.Equal($"{name},128,128,yuv420p,10/1,25", FfmpegTool.Probe(path, "codec_name,width,height,pix_fmt,avg_frame_rate,nb_read_frames"));
        var read = EpisodeVideo.Read(new VideoSegment(path, 0, 2.5), 25, 10).Select(image => SyntheticClip.Number(image.Pixels));
        Assert.Equal(Enumerable.Range(100, 25), read);
    }

    [Fact]
    public void Time_stamps_are_exact_and_every_second_frame_is_a_key_frame()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 20, 30);
        Assert.All(FfmpegTool.Timestamps(path).Select((time, i) => (time, i)), frame => Assert.Equal(frame.i / 30.0, frame.time, 1e-6));
        string keys = FfmpegTool.Run("ffprobe", "-v", "error", "-show_entries", "frame=key_frame", "-of", "csv=p=0", path);
        Assert.Equal(string.Concat(Enumerable.Repeat("10", 10)), string.Concat(keys.Where(char.IsDigit)));
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.Av1)]
    public void The_same_frames_give_the_same_file(VideoCodec codec)
    {
        using var scratch = new ScratchFolder();
        var first = File.ReadAllBytes(SyntheticClip.Write(scratch.File("a.mp4"), 0, 12, 10, codec));
        var second = File.ReadAllBytes(SyntheticClip.Write(scratch.File("b.mp4"), 0, 12, 10, codec));
        Assert.Equal(first, second);
    }

    [Fact]
    public void An_abandoned_writer_leaves_nothing_and_spares_the_file_that_was_there()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch.File("clip.mp4"), "earlier");
        using (var writer = new VideoWriter(scratch.File("clip.mp4"), 128, 128, 10)) writer.Write(SyntheticClip.Frame(0));
        Assert.Equal("earlier", File.ReadAllText(scratch.File("clip.mp4")));
        Assert.Equal([scratch.File("clip.mp4")], Directory.GetFiles(scratch.Path));
    }

    [Fact]
    public void A_picture_stays_close_to_what_was_written()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 5, 1, crf: 10);
        var image = EpisodeVideo.Read(new VideoSegment(path, 0, 0.1), 1, 10).Single();
        var written = SyntheticClip.Frame(5);
        double error = image.Pixels.Zip(written, (a, b) => Math.Abs(a - b)).Average();
        Assert.InRange(error, 0, 6);
    }

    [Fact]
    public void Wrong_use_is_refused()
    {
        using var scratch = new ScratchFolder();
        Assert.Throws<ArgumentException>(() => new VideoWriter(scratch.File("a.mp4"), 127, 128, 10));
        Assert.Throws<DataException>(() => new VideoWriter(scratch.File("no/such/folder/a.mp4"), 128, 128, 10));
        using var writer = new VideoWriter(scratch.File("a.mp4"), 128, 128, 10);
        Assert.Throws<ArgumentException>(() => writer.Write(new byte[5]));
        Assert.Throws<InvalidOperationException>(writer.Complete);
    }
}

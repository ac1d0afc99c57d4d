using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class EpisodeVideoTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.04)]
    [InlineData(-0.04)]
    public void A_start_that_drifted_by_less_than_half_a_frame_finds_the_same_frames(double drift)
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 40);
        var frames = EpisodeVideo.Read(new VideoSegment(path, 1.3 + drift, 2.3), 10, 10);
        Assert.Equal(Enumerable.Range(13, 10), frames.Select(image => SyntheticClip.Number(image.Pixels)));
    }

    [Fact]
    public void A_recording_whose_clock_runs_slow_keeps_every_frame_once()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 300, 29);
        var frames = EpisodeVideo.Read(new VideoSegment(path, 0, 10), 300, 30);
        Assert.Equal(Enumerable.Range(0, 300), frames.Select(image => SyntheticClip.Number(image.Pixels)));
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.Av1)]
    public void Random_and_reverse_access_within_an_episode_are_exact(VideoCodec codec)
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 60, 30, codec);
        AssertAnyOrder(new VideoSegment(path, 20 / 30.0, 2), first: 20, frames: 40, fps: 30);
    }

    [Fact]
    public void Random_access_follows_a_file_whose_clock_runs_slow()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 300, 29);
        AssertAnyOrder(new VideoSegment(path, 0, 10), first: 0, frames: 300, fps: 30);
    }

    [Fact]
    public void Random_access_with_b_frames_and_distant_key_frames_is_exact()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 120, 30);
        string distant = scratch.File("distant.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", path, "-c:v", "libx264", "-g", "50", "-bf", "3", "-crf", "18", "-threads", "1", distant);
        AssertAnyOrder(new VideoSegment(distant, 1, 4), first: 30, frames: 90, fps: 30);
    }

    [Fact]
    public void Random_access_with_open_groups_is_exact()
    {
        using var scratch = new ScratchFolder();
        string open = OpenGroups(scratch, 150);
        AssertAnyOrder(new VideoSegment(open, 40 / 30.0, 5), first: 40, frames: 110, fps: 30);
    }

    [Fact]
    public void A_damaged_frame_in_open_groups_is_named_and_those_before_it_are_read()
    {
        using var scratch = new ScratchFolder();
        string open = OpenGroups(scratch, 150);
        var packet = FfmpegTool.Run("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pos,size,pts_time", "-of", "csv=p=0", open)
            .Split('\n').Select(line => line.Split(',')).Single(fields => fields[0] == "3.000000");
        var bytes = File.ReadAllBytes(open);
        Array.Fill(bytes, (byte)0x5A, int.Parse(packet[2]) + 40, int.Parse(packet[1]) - 60);
        File.WriteAllBytes(open, bytes);
        using var reader = new EpisodeVideoReader(new VideoSegment(open, 0, 5), 150, 30);
        var rgb = new byte[reader.Width * reader.Height * 3];
        reader.Seek(80);
        reader.Read(rgb);
        Assert.Equal(80, SyntheticClip.Number(rgb));
        Assert.Contains("(frame 90 of the file)", Assert.Throws<DataException>(() => reader.Seek(93)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_access_beside_a_missing_frame_does_not_slip()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 30, 10), gap = scratch.File("gap.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", path, "-vf", "select=not(eq(n\\,17))", "-fps_mode", "passthrough", gap);
        using var reader = new EpisodeVideoReader(new VideoSegment(gap, 0, 3), 30, 10);
        var rgb = new byte[reader.Width * reader.Height * 3];
        foreach (int frame in (int[])[18, 29, 16])
        {
            reader.Seek(frame);
            reader.Read(rgb);
            Assert.Equal(frame, SyntheticClip.Number(rgb));
        }
        Assert.Contains("frame 17", Assert.Throws<DataException>(() => reader.Read(rgb)).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() =>
        {
            reader.Seek(17);
            reader.Read(rgb);
        });
    }

    [Fact]
    public void A_frame_that_was_never_written_is_named()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 30, 10);
        string gap = scratch.File("gap.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", path, "-vf", "select=not(eq(n\\,17))", "-fps_mode", "passthrough", gap);
        var fault = Assert.Throws<DataException>(() => EpisodeVideo.Read(new VideoSegment(gap, 1.0, 3.0), 20, 10).Count());
        Assert.Contains("gap.mp4, frame 7: this frame of the episode's 20", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_episode_longer_than_its_video_names_the_first_missing_frame()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 30, 10);
        var fault = Assert.Throws<DataException>(() => EpisodeVideo.Read(new VideoSegment(path, 1, 3.5), 25, 10).Count());
        Assert.Contains("clip.mp4, frame 20: this frame of the episode's 25", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_video_of_another_rate_is_refused()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 30, 10);
        Assert.Throws<DataException>(() => EpisodeVideo.Read(new VideoSegment(path, 0, 1), 20, 20.1).Count());
        Assert.Throws<DataException>(() => EpisodeVideo.Read(new VideoSegment(path, 0, 3), 10, 4).Count());
    }

    [Fact]
    public void Frames_come_scaled_where_asked()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 9, 3);
        var image = EpisodeVideo.Read(new VideoSegment(path, 0, 0.3), 3, 10, 50, 30).First();
        Assert.Equal((50, 30), (image.Width, image.Height));
    }

    private static string OpenGroups(ScratchFolder scratch, int frames)
    {
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, frames, 30), open = scratch.File("open.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", path, "-c:v", "libx264", "-g", "30", "-bf", "3", "-x264-params", "open-gop=1", "-crf", "18", "-threads", "1", open);
        return open;
    }

    private static void AssertAnyOrder(VideoSegment segment, int first, int frames, double fps)
    {
        var random = new Random(11);
        int[] order = [.. Enumerable.Range(0, 40).Select(_ => random.Next(frames)), .. Enumerable.Range(frames - 8, 8).Reverse(), 0, frames - 1, 0];
        using var reader = new EpisodeVideoReader(segment, frames, fps);
        var rgb = new byte[reader.Width * reader.Height * 3];
        foreach (int frame in order)
        {
            reader.Seek(frame);
            reader.Read(rgb);
            Assert.Equal(first + frame, SyntheticClip.Number(rgb));
        }
    }
}

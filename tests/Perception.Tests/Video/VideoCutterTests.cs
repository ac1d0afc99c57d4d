using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class VideoCutterTests
{
    [Fact]
    public void Cutting_a_joined_file_gives_the_parts_back_bit_by_bit()
    {
        using var scratch = new ScratchFolder();
        int[] lengths = [7, 1, 12];
        string[] parts = [.. lengths.Select((frames, i) => SyntheticClip.Write(scratch.File($"{i}.mp4"), 100 * i, frames))];
        string joined = scratch.File("joined.mp4");
        var durations = new VideoConcatenator().Concatenate(parts, joined, CancellationToken.None);
        for (int i = 0; i < parts.Length; i++)
        {
            string cut = scratch.File($"cut{i}.mp4");
            new VideoCutter().Cut(new VideoSegment(joined, durations.Take(i).Sum(), durations.Take(i + 1).Sum()), lengths[i], cut, CancellationToken.None);
            Assert.Equal(FfmpegTool.FrameChecksums(parts[i]), FfmpegTool.FrameChecksums(cut));
            Assert.Equal(Enumerable.Range(0, lengths[i]).Select(k => k / 10.0), FfmpegTool.Timestamps(cut));
        }
    }

    [Fact]
    public void Real_recordings_with_b_frames_come_back_whole()
    {
        string view = SharedRecordings.Find("agilex-table/episode_001/cam_high.mp4");
        using var scratch = new ScratchFolder();
        new VideoConcatenator().Concatenate([view, view], scratch.File("joined.mp4"), CancellationToken.None);
        new VideoCutter().Cut(new VideoSegment(scratch.File("joined.mp4"), 1277 / 30.0, 2554 / 30.0), 1277, scratch.File("cut.mp4"), CancellationToken.None);
        Assert.Equal(FfmpegTool.FrameChecksums(view), FfmpegTool.FrameChecksums(scratch.File("cut.mp4")));
    }

    [Fact]
    public void A_cut_between_key_frames_or_beyond_the_end_is_refused_and_leaves_nothing()
    {
        using var scratch = new ScratchFolder();
        string clip = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 8);
        var fault = Assert.Throws<DataException>(() => new VideoCutter().Cut(new VideoSegment(clip, 0.3, 0.5), 2, scratch.File("cut.mp4"), CancellationToken.None));
        Assert.Contains("no key frame is at 0.300 s", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<DataException>(() => new VideoCutter().Cut(new VideoSegment(clip, 0.4, 1.3), 9, scratch.File("cut.mp4"), CancellationToken.None));
        Assert.Contains("ends earlier", fault.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(scratch.Path));
    }
}

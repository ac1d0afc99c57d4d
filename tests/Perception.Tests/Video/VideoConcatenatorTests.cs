using CsCheck;
using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class VideoConcatenatorTests
{
    [Fact]
    public void Frames_are_copied_bit_by_bit_and_time_stamps_continue()
    {
        using var scratch = new ScratchFolder();
        string[] parts = [.. ((int[])[7, 1, 12]).Select((frames, i) => SyntheticClip.Write(scratch.File($"{i}.mp4"), 100 * i, frames))];
        string joined = scratch.File("joined.mp4");
        var durations = new VideoConcatenator().Concatenate(parts, joined, CancellationToken.None);
        Assert.Equal([0.7, 0.1, 1.2], durations.Select(d => Math.Round(d, 9)));
        Assert.Equal(parts.SelectMany(part => FfmpegTool.FrameChecksums(part)), FfmpegTool.FrameChecksums(joined));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => i / 10.0), FfmpegTool.Timestamps(joined));
        Assert.Equal(20, new VideoConcatenator().Probe(joined).Frames);
    }

    [Fact]
    public void Real_recordings_with_b_frames_join_without_losing_a_frame()
    {
        string[] views = [.. ((string[])["cam_left_wrist", "cam_high"]).Select(v => SharedRecordings.Find($"agilex-table/episode_001/{v}.mp4"))];
        using var scratch = new ScratchFolder();
        string joined = scratch.File("joined.mp4");
        var durations = new VideoConcatenator().Concatenate([views[0], views[0]], joined, CancellationToken.None);
        Assert.Equal(1277 / 30.0, durations[0], 1e-9);
        var single = FfmpegTool.FrameChecksums(views[0]);
        Assert.Equal(single.Concat(single), FfmpegTool.FrameChecksums(joined));
        Assert.All(FfmpegTool.Timestamps(joined).Select((time, i) => time * 30 - i), drift => Assert.Equal(0, drift, 1e-3));
    }

    [Fact]
    public void Every_episode_is_found_at_the_boundaries_of_a_joined_file() => Gen.Int[1, 9].Array[1, 5].Sample(
        lengths =>
        {
            using var scratch = new ScratchFolder();
            string[] parts = [.. lengths.Select((frames, i) => SyntheticClip.Write(scratch.File($"{i}.mp4"), 50 * i, frames, 30))];
            string joined = scratch.File("joined.mp4");
            double from = 0;
            var durations = new VideoConcatenator().Concatenate(parts, joined, CancellationToken.None);
            for (int i = 0; i < lengths.Length; from += durations[i++])
            {
                var frames = EpisodeVideo.Read(new VideoSegment(joined, from, from + durations[i]), lengths[i], 30);
                Assert.Equal(Enumerable.Range(50 * i, lengths[i]), frames.Select(image => SyntheticClip.Number(image.Pixels)));
            }
        },
        iter: 6,
        threads: 1);

    [Fact]
    public void Unequal_inputs_are_refused_and_nothing_is_left_behind()
    {
        using var scratch = new ScratchFolder();
        string good = SyntheticClip.Write(scratch.File("h264.mp4"), 0, 3);
        string other = SyntheticClip.Write(scratch.File("av1.mp4"), 0, 3, 10, VideoCodec.Av1);
        var fault = Assert.Throws<DataException>(() => new VideoConcatenator().Concatenate([good, other], scratch.File("joined.mp4"), CancellationToken.None));
        Assert.Contains("av1.mp4", fault.Message, StringComparison.Ordinal);
        Assert.Equal([2, 1, 2], ((string[][])[[good, good, other, good], [other, good], [other, other]]).Select(new VideoConcatenator().CountAlike));
        Assert.Equal(2, Directory.GetFiles(scratch.Path).Length);
    }
}

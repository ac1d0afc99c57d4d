using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

/// <summary>Episodes in joined v3.0 files are, frame by frame, what FFmpeg decodes of the files that they came from.</summary>
public sealed class JoinedVideoTests
{
    private const int Fps = 30;
    private const string Bottle = "g1-bottle/videos/chunk-000/observation.images.cam_high/";

    // half a frame is 0.0167 s: starts of older datasets are off by that much at most
    public static TheoryData<double> Drifts => [0, 0.012, -0.012];

    [Fact]
    public void Real_av1_recordings_with_a_start_that_drifted() =>
        AssertExact([SharedRecordings.Find(Bottle + "episode_000010.mp4"), SharedRecordings.Find(Bottle + "episode_000013.mp4")], 0.012, joined: null);

    [Theory]
    [MemberData(nameof(Drifts))]
    public void H264_with_distant_key_frames_and_reordered_frames(double drift)
    {
        using var scratch = new ScratchFolder();
        string[] parts = [.. ((int[])[60, 70]).Select((frames, e) => Encode(scratch, e, frames))];
        AssertExact(parts, drift, joined: null);
    }

    [Fact]
    public void Files_joined_by_ffmpegs_own_program_are_read_alike()
    {
        using var scratch = new ScratchFolder();
        string[] parts = [.. ((int[])[31, 24]).Select((frames, e) => SyntheticClip.Write(scratch.File($"{e}.mp4"), 100 * e, frames, Fps))];
        File.WriteAllLines(scratch.File("list"), parts.Select(part => $"file '{part}'"));
        FfmpegTool.Run("ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", scratch.File("list"), "-c", "copy", "-movflags", "+faststart", scratch.File("joined.mp4"));
        AssertExact(parts, 0, scratch.File("joined.mp4"));
    }

    private static void AssertExact(string[] parts, double drift, string? joined)
    {
        using var scratch = new ScratchFolder();
        string file = joined ?? scratch.File("joined.mp4");
        if (joined == null) new VideoConcatenator().Concatenate(parts, file, CancellationToken.None);
        double from = 0;
        foreach (string part in parts)
        {
            var expected = FfmpegTool.FrameChecksums(part);
            AssertEpisode(new VideoSegment(file, Math.Max(0, from + drift), from + expected.Length / (double)Fps), expected);
            from += expected.Length / (double)Fps;
        }
    }

    private static void AssertEpisode(VideoSegment segment, string[] expected)
    {
        int length = expected.Length;
        using var reader = new EpisodeVideoReader(segment, length, Fps);
        var rgb = new byte[reader.Width * reader.Height * 3];
        for (int frame = 0; frame < length; frame++) AssertNext(frame);
        var random = new Random(length);
        int[] anywhere = [length - 1, 0, .. Enumerable.Range(0, 16).Select(_ => random.Next(length)), .. Enumerable.Range(0, 6).Reverse(), .. Enumerable.Range(length - 6, 6).Reverse()];
        foreach (int frame in anywhere)
        {
            reader.Seek(frame);
            AssertNext(frame);
        }

        void AssertNext(int frame)
        {
            reader.Read(rgb);
            Assert.True(expected[frame] == Convert.ToHexStringLower(SHA256.HashData(rgb)), $"frame {frame} from {segment.From} s is another one");
        }
    }

    private static string Encode(ScratchFolder scratch, int episode, int frames)
    {
        string clip = SyntheticClip.Write(scratch.File($"{episode}-source.mp4"), 1000 * episode, frames, Fps), path = scratch.File($"{episode}.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", clip, "-c:v", "libx264", "-g", "50", "-bf", "3", "-crf", "18", "-threads", "1", path);
        return path;
    }
}

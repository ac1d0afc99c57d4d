using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

/// <summary>
/// LeRobot's joined files: FFmpeg begins every clip at a whole millisecond, the metadata sums exact lengths, and after some
/// dozens of episodes the two are frames apart.
/// </summary>
public sealed class LateJoinTests(LateJoinTests.Recording recording) : IClassFixture<LateJoinTests.Recording>
{
    private const int Fps = 30;
    private const int Clips = 60;

    // 0.1333 s: every join is two thirds of a millisecond late
    private const int Length = 4;

    private readonly string _joined = recording.Joined;

    [Fact]
    public void Every_frame_is_the_episodes_own()
    {
        Assert.True(FfmpegTool.Timestamps(_joined)[^1] > (Clips * Length) / (double)Fps, "the joins are not late: the test shows nothing");
        for (int e = 0; e < Clips; e++)
            Assert.Equal(Enumerable.Range(e * Length, Length), Numbers(EpisodeVideo.Read(Segment(e), Length, Fps)));
    }

    [Fact]
    public void Random_frames_are_the_episodes_own()
    {
        var random = new Random(2);
        int[] wanted = [.. Enumerable.Range(0, 90).Select(_ => random.Next(Clips * Length))];
        using var reader = new FrameBatchReader(Fps);
        Assert.Equal(wanted, Numbers(reader.Read([.. wanted.Select(frame => new FrameRequest(Segment(frame / Length), Length, frame % Length))])));
    }

    [Fact]
    public void Cutting_gives_the_episode()
    {
        using var scratch = new ScratchFolder();
        string cut = scratch.File("cut.mp4");
        new VideoCutter().Cut(Segment(Clips - 1), Length, cut, CancellationToken.None);
        Assert.Equal(FfmpegTool.FrameChecksums(recording.Clip(Clips - 1)), FfmpegTool.FrameChecksums(cut));
    }

    [Theory]
    [InlineData(0, 2, Clips * Length)] // a place that joins do not explain
    [InlineData(40, 161, Clips * Length)] // no key frame
    [InlineData(40, 162, Clips * Length + 1)] // another file
    [InlineData(40, Clips * Length, Clips * Length)]
    public void A_count_that_the_file_contradicts_gives_way_to_the_time_stamp(int episodes, long frames, long fileFrames)
    {
        var segment = Segment(0) with { Place = new FilePlace(episodes, frames, fileFrames) };
        Assert.Equal(Enumerable.Range(0, Length), Numbers(EpisodeVideo.Read(segment, Length, Fps)));
    }

    private VideoSegment Segment(int episode) => new(_joined, episode * Length / (double)Fps, (episode + 1) * Length / (double)Fps)
    {
        Place = new FilePlace(episode, episode * Length, Clips * Length),
    };

    private static int[] Numbers(IEnumerable<RgbImage> images) => [.. images.Select(image => SyntheticClip.Number(image.Pixels))];

    public sealed class Recording : IDisposable
    {
        private readonly ScratchFolder _scratch = new();

        public Recording()
        {
            string[] clips = [.. Enumerable.Range(0, Clips).Select(e => SyntheticClip.Write(Clip(e), e * Length, Length, Fps))];
            File.WriteAllLines(_scratch.File("list"), clips.Select(clip => $"file '{clip}'"));
            FfmpegTool.Run("ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", _scratch.File("list"), "-c", "copy", Joined);
        }

        public string Joined => _scratch.File("joined.mp4");

        public string Clip(int episode) => _scratch.File($"{episode}.mp4");

        public void Dispose() => _scratch.Dispose();
    }
}

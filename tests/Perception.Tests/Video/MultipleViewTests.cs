using Robotics.Datasets;
using Robotics.Perception.Features;
using Robotics.Perception.Tests.Features;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

/// <summary>Views of one episode belong together by time, whatever their places in files.</summary>
public sealed class MultipleViewTests
{
    [Fact]
    public void Real_views_have_no_frame_of_skew()
    {
        string[] views = [.. ((string[])["cam_high", "cam_left_wrist", "cam_right_wrist"]).Select(view => SharedRecordings.Find($"agilex-table/episode_001/{view}.mp4"))];
        double[][] times = [.. views.Select(view => FrameTimes.Decode(view, 1, CancellationToken.None).ToArray())];
        Assert.All(times, view => Assert.Equal(1277, view.Length));
        for (int t = 0; t < 1277; t++) Assert.All(times, view => Assert.Equal(t / 30.0, view[t], 1e-4));
    }

    [Fact]
    public void Views_at_other_places_of_their_files_show_the_same_moments()
    {
        using var scratch = new ScratchFolder();
        string before = SyntheticClip.Write(scratch.File("before.mp4"), 500, 11), clip = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 20);
        new VideoConcatenator().Concatenate([before, clip], scratch.File("joined.mp4"), CancellationToken.None);
        VideoSegment[] views = [new(clip, 0, 2), new(scratch.File("joined.mp4"), 1.1, 3.1)];
        foreach (var view in views)
            Assert.Equal(Enumerable.Range(0, 20), EpisodeVideo.Read(view, 20, 10).Select(image => SyntheticClip.Number(image.Pixels)));
    }

    [Theory]
    [InlineData(20, 40, "0.50 frame times after the one before it")]
    [InlineData(19, 40, "frame times from its place")]
    [InlineData(5, 20, "2.00 frame times after the one before it")]
    [InlineData(10, 12, "the video ends before it")]
    public void A_view_of_another_rate_or_length_is_refused_with_the_reason(int fps, int frames, string reason)
    {
        using var scratch = new ScratchFolder();
        string good = SyntheticClip.Write(scratch.File("good.mp4"), 0, 20), other = SyntheticClip.Write(scratch.File("other.mp4"), 0, frames, fps);
        EpisodeView[] views = [new(4, "front", new VideoSegment(good, 0, 2), 20, 10), new(4, "wrist", new VideoSegment(other, 0, 2), 20, 10)];
        using var backbone = new NumberBackbone();
        var fault = Assert.Throws<DataException>(() => FeatureExtraction.Run(views, backbone, new FeatureStore(scratch.File("store")), null, CancellationToken.None));
        Assert.Contains("other.mp4, episode 4, frame", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}

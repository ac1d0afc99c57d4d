using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class FrameBatchReaderTests
{
    private const int Fps = 30;

    private static readonly int[] Lengths = [20, 9, 31];

    [Theory]
    [InlineData(VideoCodec.H264, 0, 1)]
    [InlineData(VideoCodec.H264, 16, 2)]
    [InlineData(VideoCodec.Av1, 1, 2)]
    public void Frames_come_in_the_order_asked_from_joined_files(VideoCodec codec, int openFiles, int parallel)
    {
        using var scratch = new ScratchFolder();
        VideoSegment[][] files = [.. Enumerable.Range(0, 3).Select(file => Join(scratch, $"file{file}", 1000 * file, codec))];
        using var reader = new FrameBatchReader(Fps, openFiles: openFiles, parallel: parallel);
        for (int batch = 0; batch < 3; batch++)
        {
            var random = new Random(batch);
            (int File, int Episode, int Frame)[] places = [.. Enumerable.Range(0, 60).Select(_ => (random.Next(3), random.Next(3))).Select(place => (place.Item1, place.Item2, random.Next(Lengths[place.Item2])))];
            var images = reader.Read([.. places.Select(place => new FrameRequest(files[place.File][place.Episode], Lengths[place.Episode], place.Frame))]);
            Assert.Equal(places.Select(place => 1000 * place.File + 100 * place.Episode + place.Frame), images.Select(image => SyntheticClip.Number(image.Pixels)));
        }
    }

    [Fact]
    public void Distant_key_frames_and_reordered_frames_are_exact_too()
    {
        using var scratch = new ScratchFolder();
        string clip = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 120, Fps), distant = scratch.File("distant.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", clip, "-c:v", "libx264", "-g", "50", "-bf", "3", "-crf", "18", "-threads", "1", distant);
        using var reader = new FrameBatchReader(Fps);
        int[] frames = [99, 49, 50, 51, 3, 3, 119, 0, 100, 98];
        var images = reader.Read([.. frames.Select(frame => new FrameRequest(new VideoSegment(distant, 0, 4), 120, frame))]);
        Assert.Equal(frames, images.Select(image => SyntheticClip.Number(image.Pixels)));
        Assert.Same(images[4], images[5]);
    }

    [Fact]
    public void A_missing_frame_is_named_and_the_next_batch_still_works()
    {
        using var scratch = new ScratchFolder();
        string clip = SyntheticClip.Write(scratch.File("clip.mp4"), 0, 10, Fps);
        using var reader = new FrameBatchReader(Fps, 32, 32);
        var fault = Assert.Throws<DataException>(() => reader.Read([Request(3, 12), Request(11, 12)]));
        Assert.Contains("clip.mp4, frame 11: this frame of the episode's 12", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read([Request(10, 10)]));
        var image = Assert.Single(reader.Read([Request(9, 10)]));
        Assert.Equal((32, 32), (image.Width, image.Height));

        FrameRequest Request(int frame, int length) => new(new VideoSegment(clip, 0, 1), length, frame);
    }

    private static VideoSegment[] Join(ScratchFolder scratch, string name, int number, VideoCodec codec)
    {
        string[] parts = [.. Lengths.Select((frames, e) => SyntheticClip.Write(scratch.File($"{name}-{e}.mp4"), number + 100 * e, frames, Fps, codec))];
        string joined = scratch.File(name + ".mp4");
        var durations = new VideoConcatenator().Concatenate(parts, joined, CancellationToken.None);
        return [.. durations.Select((duration, e) => new VideoSegment(joined, durations.Take(e).Sum(), durations.Take(e + 1).Sum()))];
    }
}

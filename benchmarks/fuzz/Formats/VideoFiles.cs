using System.Buffers.Binary;
using Robotics.Benchmarks.Fuzz.Harness;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>Videos of both codecs.</summary>
internal sealed class VideoFiles : IFuzzedFormat
{
    private const int Frames = 8;

    private static readonly string[] Names = ["h264.mp4", "av1.mp4"];

    public string Name => "mp4";

    public IReadOnlyList<string> Write(string folder) =>
        [.. Names.Zip((VideoCodec[])[VideoCodec.H264, VideoCodec.Av1], (name, codec) => SampleDataset.WriteClip(Path.Combine(folder, name), Frames, codec))];

    // the boxes before the media data hold the index
    public byte[] Mutate(byte[] sound, Random random) => ByteDamage.Apply(sound, random, ..IndexLength(sound));

    public void Read(string folder, string damaged)
    {
        string output = Path.Combine(folder, "output.mp4");
        var tool = new VideoConcatenator();
        tool.Probe(damaged);
        tool.Concatenate([damaged, damaged], output, CancellationToken.None);
        var whole = new VideoSegment(damaged, 0, Frames / (double)SampleDataset.Fps) { Place = new FilePlace(0, 0, Frames) };
        new VideoCutter().Cut(whole, Frames, output, CancellationToken.None);
        if (EpisodeVideo.Read(whole, Frames, SampleDataset.Fps).Count() != Frames)
            throw new InvalidOperationException($"{damaged}: another number of frames came than was asked for.");
        using var reader = new FrameBatchReader(SampleDataset.Fps);
        reader.Read([.. ((int[])[5, 1, 7, 0]).Select(frame => new FrameRequest(new VideoSegment(damaged, 0, 1), Frames, frame))]);
    }

    private static int IndexLength(byte[] file)
    {
        int place = 0;
        while (place + 8 <= file.Length && !file.AsSpan(place + 4, 4).SequenceEqual("mdat"u8)) place += (int)Math.Max(8, BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(place)));
        return Math.Min(place, file.Length);
    }
}

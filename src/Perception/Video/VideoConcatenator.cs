using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>Joins videos of one codec and size into a file without decoding them: packets are copied, time stamps continue.</summary>
public sealed unsafe class VideoConcatenator : IVideoConcatenator
{
    /// <inheritdoc/>
    public int CountAlike(IReadOnlyList<string> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0) throw new ArgumentException("There is nothing to compare.", nameof(inputs));
        using var first = new VideoDemuxer(inputs[0]);
        for (int i = 1; i < inputs.Count; i++)
        {
            using var input = new VideoDemuxer(inputs[i]);
            if (!AreAlike(first, input)) return i;
        }
        return inputs.Count;
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">An input is damaged, or differs from the first in codec, size or codec header.</exception>
    public IReadOnlyList<double> Concatenate(IReadOnlyList<string> inputs, string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0) throw new ArgumentException("There is nothing to concatenate.", nameof(inputs));
        var durations = new double[inputs.Count];
        using var muxer = new VideoMuxer(output);
        using var first = new VideoDemuxer(inputs[0]);
        Start(muxer, first, output);
        long end = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var input = new VideoDemuxer(inputs[i]);
            if (!AreAlike(first, input))
                throw new DataException($"{input.Path}: codec, size or codec header differ from {first.Path}; encode both alike before joining them.");
            long duration = Append(muxer, input, end, cancellationToken);
            durations[i] = duration * ((double)muxer.TimeBase.Num / muxer.TimeBase.Den);
            end += duration;
        }
        muxer.Complete();
        return durations;
    }

    /// <inheritdoc/>
    public VideoFileInfo Probe(string path)
    {
        using var demuxer = new VideoDemuxer(path);
        var info = demuxer.Describe();
        if (info.Frames > 0 && info.Duration > 0) return info;
        var (frames, ticks) = Count(demuxer);
        return info with { Frames = frames, Duration = ticks * demuxer.Tick };
    }

    private static void Start(VideoMuxer muxer, VideoDemuxer first, string output)
    {
        LibAvError.Check(AvCodec.avcodec_parameters_copy(muxer.Parameters, first.Parameters), output, "copy the video's header");
        muxer.Parameters->CodecTag = 0;
        muxer.Start(first.Stream->TimeBase, first.Stream->AverageFrameRate);
    }

    // returns how far the input moves the output's clock, in its ticks
    private static long Append(VideoMuxer muxer, VideoDemuxer input, long offset, CancellationToken cancellationToken)
    {
        long end = 0;
        var clock = input.Stream->TimeBase;
        while (input.TryRead())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var packet = input.Packet;
            if (packet->Pts == NoTimestamp || packet->Dts == NoTimestamp)
                throw new DataException($"{input.Path}: a frame after {end * input.Tick:F3} s has no time stamp.");
            packet->Pts -= input.Start;
            packet->Dts -= input.Start;
            end = Math.Max(end, packet->Pts + FrameTicks(input, packet));
            AvCodec.av_packet_rescale_ts(packet, clock, muxer.TimeBase);
            packet->Pts += offset;
            packet->Dts += offset;
            muxer.Write(packet, muxer.TimeBase);
        }
        if (end == 0) throw new DataException($"{input.Path}: the video holds no frames.");
        return Rescale(end, clock, muxer.TimeBase);
    }

    private static (int Frames, long Ticks) Count(VideoDemuxer demuxer)
    {
        int frames = 0;
        long end = 0;
        for (; demuxer.TryRead(); frames++)
            if (demuxer.Packet->Pts != NoTimestamp)
                end = Math.Max(end, demuxer.Packet->Pts - demuxer.Start + FrameTicks(demuxer, demuxer.Packet));
        return (frames, end);
    }

    private static long FrameTicks(VideoDemuxer demuxer, AVPacket* packet) =>
        packet->Duration > 0 ? packet->Duration : (long)Math.Round(1 / (demuxer.FrameRate * demuxer.Tick));

    private static long Rescale(long ticks, AVRational from, AVRational to) =>
        (long)Math.Round((decimal)ticks * from.Num * to.Den / ((decimal)from.Den * to.Num));

    private static bool AreAlike(VideoDemuxer first, VideoDemuxer input)
    {
        AVCodecParameters* a = first.Parameters, b = input.Parameters;
        return a->CodecId == b->CodecId && a->Width == b->Width && a->Height == b->Height && a->Format == b->Format
            && new ReadOnlySpan<byte>(a->ExtraData, a->ExtraDataSize).SequenceEqual(new ReadOnlySpan<byte>(b->ExtraData, b->ExtraDataSize));
    }
}

using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>Takes an episode out of a joined video by copying its packets; it must begin at a key frame, as joined episodes do.</summary>
public sealed unsafe class VideoCutter : IVideoCutter
{
    private const string Remedy = "Encode the episode with a key frame at its start, or convert the dataset again from its source.";
    private const int PacketIsKeyFrame = 1;

    // with reordered frames the index, which is in decoding order, runs ahead of the frame that is looked for
    private const int ReorderedFrames = 20;

    /// <inheritdoc/>
    public void Cut(VideoSegment segment, int frames, string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        string input = segment.Path;
        using var source = new VideoDemuxer(input);
        var frame = 1 / (source.FrameRate * source.Tick);
        double from = EpisodeStart.Of(segment, source.TimeOfKeyFrame, frame * source.Tick);
        var start = source.Start + (long)Math.Round(from / source.Tick);
        source.SeekKeyFrame(Math.Max(source.Start, start - (long)(ReorderedFrames * frame)));
        var first = FindKeyFrame(source, start, frame, from);
        using var muxer = new VideoMuxer(output);
        LibAvError.Check(AvCodec.avcodec_parameters_copy(muxer.Parameters, source.Parameters), output, "copy the video's header");
        muxer.Parameters->CodecTag = 0;
        muxer.Start(source.Stream->TimeBase, source.Stream->AverageFrameRate);
        for (int written = 0; written < frames; written++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (written > 0 && !source.TryRead())
                throw new DataException(new Defect(input, $"{frames} frames are wanted from {from:F3} s on; the video ends earlier.", Remedy) { Frame = written });
            var packet = source.Packet;
            if (packet->Pts == NoTimestamp || packet->Pts < first || packet->Pts > first + (frames - 0.5) * frame)
                throw new DataException(new Defect(input, $"the frames from {from:F3} s on are mixed with those of a neighbour.", Remedy) { Frame = written });
            packet->Pts -= first;
            packet->Dts -= first;
            muxer.Write(packet, source.Stream->TimeBase);
        }

        muxer.Complete();
    }

    // reads up to the key frame that is shown at the time; half a frame off is still that frame
    private static long FindKeyFrame(VideoDemuxer source, long start, double frame, double from)
    {
        while (source.TryRead() && source.Packet->Dts <= start + ReorderedFrames * frame)
            if (Math.Abs(source.Packet->Pts - start) < 0.5 * frame && (source.Packet->Flags & PacketIsKeyFrame) != 0)
                return source.Packet->Pts;
        throw new DataException(new Defect(source.Path, $"no key frame is at {from:F3} s, so the video cannot be cut there without encoding it again.", Remedy));
    }
}

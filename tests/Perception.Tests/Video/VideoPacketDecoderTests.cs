using System.Security.Cryptography;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class VideoPacketDecoderTests : IDisposable
{
    private const int Pictures = 3 * PacketStream.Group;
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("h264", PacketCodec.H264)]
    [InlineData("h265", PacketCodec.H265)]
    [InlineData("vp9", PacketCodec.Vp9)]
    [InlineData("av1", PacketCodec.Av1)]
    public void Every_packet_gives_the_picture_that_ffmpeg_itself_decodes(string name, PacketCodec codec)
    {
        var stream = PacketStream.Write(_scratch.File("stream"), name, Pictures);
        var expected = FfmpegTool.FrameChecksums(stream.File);
        Assert.Equal((Pictures, Pictures), (stream.Packets.Count, expected.Length));
        using (var whole = new VideoPacketDecoder(codec, name))
            for (var i = 0; i < Pictures; i++)
                Assert.Equal((null, expected[i]), (whole.Decode(stream.Packets[i]), Checksum(whole)));
        // who joins within a group begins with the next
        using var late = new VideoPacketDecoder(codec, name);
        for (var i = 3; i < PacketStream.Group; i++)
            Assert.NotNull(late.Decode(stream.Packets[i]));
        for (var i = PacketStream.Group; i < Pictures; i++)
            Assert.Equal((null, expected[i]), (late.Decode(stream.Packets[i]), Checksum(late)));
    }

    [Theory]
    [InlineData("h264", PacketCodec.H264)]
    [InlineData("h265", PacketCodec.H265)]
    [InlineData("vp9", PacketCodec.Vp9)]
    [InlineData("av1", PacketCodec.Av1)]
    public void A_packet_that_is_none_gives_no_picture(string name, PacketCodec codec)
    {
        var stream = PacketStream.Write(_scratch.File("stream"), name, PacketStream.Group);
        var noise = new byte[200];
        new Random(7).NextBytes(noise);
        byte[][] broken = [[], noise, stream.Packets[0][..(stream.Packets[0].Length / 3)]];
        // VP9 decodes whatever follows a picture's header, and nothing behind its end for zeros
        foreach (var packet in codec == PacketCodec.Vp9 ? broken[..2] : broken)
        {
            using var decoder = new VideoPacketDecoder(codec, name);
            Assert.NotNull(decoder.Decode(packet));
        }
    }

    [Fact]
    public void Pictures_that_come_late_are_told_and_none_is_taken_for_another()
    {
        var stream = PacketStream.Write(_scratch.File("stream"), "h264 with B frames", Pictures);
        using var decoder = new VideoPacketDecoder(PacketCodec.H264, "stream");
        var faults = stream.Packets.Select(packet => decoder.Decode(packet)).OfType<string>().ToArray();
        // of every group one, which is shown before all that follow it in the stream, comes at once
        Assert.Equal(Pictures - 3, faults.Length);
        Assert.All(faults, fault => Assert.Contains("B frames", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_stream_may_change_its_size_at_a_key_frame()
    {
        using var decoder = new VideoPacketDecoder(PacketCodec.H264, "stream");
        foreach (var packet in PacketStream.Write(_scratch.File("stream"), "h264", 2).Packets)
            Assert.Null(decoder.Decode(packet));
        Assert.Equal((128, 96), (decoder.Picture().Width, decoder.Picture().Height));
        var clip = SyntheticClip.Write(_scratch.File("clip.mp4"), 5, 3);
        var stream = PacketStream.Of(clip, _scratch.File("other"), "h264");
        Assert.Null(decoder.Decode(stream.Packets[0]));
        Assert.Equal((128, 5), (decoder.Picture().Height, SyntheticClip.Number(decoder.Picture().Pixels)));
    }

    private static string Checksum(VideoPacketDecoder decoder) => Convert.ToHexStringLower(SHA256.HashData(decoder.Picture().Pixels));
}

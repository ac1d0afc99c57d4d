using Robotics.Datasets;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Video;

public sealed class DamagedVideoTests
{
    private const int Frames = 8;

    [Theory]
    [InlineData(VideoCodec.H264, 250)]
    [InlineData(VideoCodec.Av1, 80)]
    public void Changed_and_cut_files_give_a_clear_error_or_every_frame(VideoCodec codec, int mutations)
    {
        using var scratch = new ScratchFolder();
        var whole = File.ReadAllBytes(SyntheticClip.Write(scratch.File("clip.mp4"), 0, Frames, 10, codec));
        var random = new Random(5);
        string path = scratch.File("mutant.mp4");
        int refused = 0;
        for (int i = 0; i < mutations; i++)
        {
            File.WriteAllBytes(path, Mutate(whole, random));
            refused += Reads(path) ? 0 : 1;
        }
        Assert.InRange(refused, mutations / 4, mutations);
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.Av1)]
    public void Several_decoder_threads_find_the_same_fault_at_the_same_frame(VideoCodec codec)
    {
        using var scratch = new ScratchFolder();
        var whole = File.ReadAllBytes(SyntheticClip.Write(scratch.File("clip.mp4"), 0, 30, 10, codec));
        int pictures = whole.AsSpan().LastIndexOf("mdat"u8) + 4;
        var random = new Random(7);
        string path = scratch.File("mutant.mp4");
        int refused = 0;
        for (int i = 0; i < 40; i++)
        {
            byte[] mutant = [.. whole];
            for (int changes = 0; changes < 3; changes++) mutant[random.Next(pictures, mutant.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, mutant);
            var (frames, fault) = Decode(path, threads: 1);
            Assert.Equal((frames, fault), Decode(path, threads: 4));
            refused += fault == null ? 0 : 1;
        }
        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void An_index_with_more_frames_than_can_be_counted_is_refused()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, Frames);
        var bytes = File.ReadAllBytes(path);
        // stts: version, number of entries, then how many frames take how long
        Array.Fill(bytes, (byte)0xFF, bytes.AsSpan().IndexOf("stts"u8) + 12, 4);
        File.WriteAllBytes(path, bytes);
        string message = Assert.Throws<DataException>(() => new VideoConcatenator().Probe(path)).Message;
        Assert.Contains("clip.mp4", message);
        Assert.Contains("claims 4294967295 frames", message);
    }

    private static (int Frames, string? Fault) Decode(string path, int threads)
    {
        int frames = 0;
        try
        {
            foreach (double _ in FrameTimes.Decode(path, threads, CancellationToken.None)) frames++;
            return (frames, null);
        }
        catch (DataException fault)
        {
            return (frames, fault.Message);
        }
    }

    [Fact]
    public void A_last_frame_that_is_shown_for_longer_is_no_damage_and_a_lost_one_is()
    {
        using var scratch = new ScratchFolder();
        string path = SyntheticClip.Write(scratch.File("clip.mp4"), 0, Frames), held = scratch.File("held.mp4");
        FfmpegTool.Run("ffmpeg", "-v", "error", "-i", path, "-c", "copy", "-bsf:v", $"setts=duration=if(eq(N\\,{Frames - 1})\\,DURATION*4\\,DURATION)", held);
        Assert.Equal(Frames, FrameTimes.Decode(held, 1, CancellationToken.None).Count());
        // the index stands behind the pictures here: losing the last one leaves it whole
        var packet = FfmpegTool.Run("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pos,size", "-of", "csv=p=0", held)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(',');
        var bytes = File.ReadAllBytes(held);
        Array.Fill(bytes, (byte)0, int.Parse(packet[1]), int.Parse(packet[0]));
        File.WriteAllBytes(held, bytes);
        Assert.Throws<DataException>(() => FrameTimes.Decode(held, 1, CancellationToken.None).Count());
    }

    private static bool Reads(string path)
    {
        try
        {
            int frames = EpisodeVideo.Read(new VideoSegment(path, 0, Frames / 10.0), Frames, 10).Count();
            Assert.Equal(Frames, frames);
            return true;
        }
        catch (DataException fault)
        {
            Assert.Contains("mutant.mp4", fault.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        byte[] mutant = [.. whole];
        if (random.Next(4) == 0) return mutant[..random.Next(mutant.Length)];
        // the index stands in the first kilobyte; half of the changes go there
        for (int changes = random.Next(1, 9); changes > 0; changes--)
            mutant[random.Next(random.Next(2) == 0 ? 1200 : mutant.Length)] = (byte)random.Next(256);
        return mutant;
    }
}

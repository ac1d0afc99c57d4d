using System.Buffers.Binary;
using Robotics.Datasets.Mcap;

namespace Robotics.Datasets.Tests.Mcap;

public sealed class McapTests
{
    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Lz4)]
    [InlineData(McapCompression.Zstd)]
    public void What_is_written_is_read(McapCompression compression)
    {
        var bytes = SampleFile.Write(compression);
        Assert.Equal(Enumerable.Range(0, SampleFile.Messages), SampleFile.Read(bytes));
        using var reader = SampleFile.Open(bytes);
        Assert.Equal(("ros2", "robotics", null), (reader.Profile, reader.Library, reader.SummaryFault));
        Assert.Equal(SampleFile.Topics, reader.Channels.Select(channel => channel.Topic));
        Assert.Equal("float64[] position\n"u8, reader.Channels.First().Schema!.Definition.Span);
        Assert.Equal("[]", reader.Channels.First().Metadata["offered_qos_profiles"]);
        var statistics = reader.Statistics!;
        Assert.Equal(((ulong)SampleFile.Messages, SampleFile.LogTime(0), SampleFile.LogTime(SampleFile.Messages - 1)), (statistics.Messages, statistics.FirstTime, statistics.LastTime));
        Assert.Equal([SampleFile.Messages / 2UL, SampleFile.Messages / 2UL], statistics.ChannelMessages.Values);
        Assert.InRange(statistics.Chunks, 5U, 30U);
        var metadata = Assert.Single(reader.Metadata());
        Assert.Equal(("episode", "pick the cube", "ü"), (metadata.Name, metadata.Values["task"], metadata.Values["ö"]));
    }

    [Fact]
    public void A_selection_takes_topics_and_times()
    {
        var bytes = SampleFile.Write(McapCompression.Zstd);
        var camera = new McapSelection { Topics = new HashSet<string> { "/camera" }, From = SampleFile.LogTime(11), To = SampleFile.LogTime(20) };
        Assert.Equal([11, 13, 15, 17, 19], SampleFile.Read(bytes, camera));
    }

    [Fact]
    public void Chunks_without_wanted_messages_are_not_loaded()
    {
        var bytes = SampleFile.Write(McapCompression.None);
        // the first chunk is broken, which only a reader that loads it can notice
        bytes[bytes.AsSpan().IndexOf("message 3 "u8)] ^= 1;
        var late = new McapSelection { From = SampleFile.LogTime(40) };
        Assert.Equal(Enumerable.Range(40, 20), SampleFile.Read(bytes, late));
        Assert.Throws<DataException>(() => SampleFile.Read(bytes));
    }

    [Fact]
    public void A_broken_chunk_is_named_left_out_and_costs_no_other()
    {
        var bytes = SampleFile.Write(McapCompression.None);
        bytes[bytes.AsSpan().IndexOf("message 30 "u8)] ^= 1;
        var defects = new List<Defect>();
        var read = SampleFile.Read(bytes, report: defects.Add);
        Assert.Contains("checksum is wrong", Assert.Single(defects).Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(30, read);
        Assert.InRange(read.Count, 45, 58);
        Assert.Equal(SampleFile.Messages - 1, read[^1]);
    }

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Zstd)]
    public void A_broken_length_costs_no_more_than_its_chunk(McapCompression compression)
    {
        var bytes = SampleFile.Write(compression);
        using var reader = SampleFile.Open(bytes);
        var middle = reader.Statistics!.Chunks / 2;
        bytes[SampleFile.Chunks(bytes)[(int)middle] + 5] ^= 0x40;
        var defects = new List<Defect>();
        var read = SampleFile.Read(bytes, report: defects.Add);
        Assert.Contains("leads out of the file", defects[0].Problem, StringComparison.Ordinal);
        Assert.InRange(read.Count, 45, SampleFile.Messages);
        Assert.Equal(SampleFile.Messages - 1, read[^1]);
    }

    [Fact]
    public void A_change_outside_of_chunks_is_noticed()
    {
        var bytes = SampleFile.Write(McapCompression.None);
        bytes[bytes.AsSpan().IndexOf("pick the cube"u8)] ^= 1;
        var defects = new List<Defect>();
        Assert.Equal(SampleFile.Messages, SampleFile.Read(bytes, report: defects.Add).Count);
        Assert.Contains("outside of chunks", Assert.Single(defects).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Lz4)]
    [InlineData(McapCompression.Zstd)]
    public void A_file_that_was_cut_off_is_read_as_far_as_it_goes(McapCompression compression)
    {
        var bytes = SampleFile.Write(compression);
        var whole = SampleFile.Messages;
        for (var length = bytes.Length - 1; length > 100; length -= 7)
        {
            var defects = new List<Defect>();
            var read = SampleFile.Read(bytes[..length], report: defects.Add);
            Assert.Equal(Enumerable.Range(0, read.Count), read);
            Assert.True(read.Count <= whole, $"{length} bytes give more messages than more bytes");
            whole = read.Count;
            using var reader = SampleFile.Open(bytes[..length]);
            Assert.NotNull(reader.SummaryFault);
            if (read.Count < SampleFile.Messages)
                Assert.Contains("cut off", Assert.Single(defects).Problem, StringComparison.Ordinal);
        }

        Assert.InRange(whole, 0, 8);
    }

    [Fact]
    public void The_part_of_a_chunk_that_is_there_is_read()
    {
        var bytes = SampleFile.Write(McapCompression.None, chunkBytes: 1 << 20);
        var cut = bytes.AsSpan().IndexOf("message 40 "u8) + 4;
        var defects = new List<Defect>();
        Assert.Equal(Enumerable.Range(0, 40), SampleFile.Read(bytes[..cut], report: defects.Add));
        Assert.Single(defects);
    }

    [Fact]
    public void A_recorder_that_died_leaves_what_it_flushed()
    {
        using var stream = new MemoryStream();
        using (var writer = new McapWriter(stream))
        {
            var channel = writer.AddChannel("/clock", "cdr", null);
            writer.Write(channel, 1, 1, [1, 2, 3]);
            writer.Flush();
            writer.Write(channel, 2, 2, [4, 5, 6]);
        }

        var defects = new List<Defect>();
        using var reader = SampleFile.Open(stream.ToArray());
        var message = Assert.Single(reader.Messages(report: defects.Add).Select(m => m.Data.ToArray()).ToList());
        Assert.Equal([1, 2, 3], message);
        Assert.Contains("cut off", Assert.Single(defects).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Forged_sizes_are_refused_without_memory()
    {
        var bytes = SampleFile.Write(McapCompression.Zstd, chunkBytes: 1 << 20);
        // behind magic, header record and the chunk's record header and times
        var size = bytes.AsSpan().IndexOf("zstd"u8) - sizeof(uint) - sizeof(uint) - sizeof(ulong);
        var forged = bytes.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(forged.AsSpan(size), 400 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<DataException>(() => SampleFile.Read(forged));
        Assert.Contains("promises", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        BinaryPrimitives.WriteUInt64LittleEndian(forged.AsSpan(size), ulong.MaxValue);
        Assert.Contains("MiB that are read", Assert.Throws<DataException>(() => SampleFile.Read(forged)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_no_mcap()
    {
        Assert.Contains("magic", Assert.Throws<DataException>(() => SampleFile.Open("#ROSBAG V2.0\n"u8.ToArray())).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => SampleFile.Open([]));
        Assert.Throws<DataException>(() => new McapReader("no/such/file.mcap"));
    }

    [Fact]
    public void Memory_is_that_of_a_chunk()
    {
        using var folder = new Fixtures.Folder();
        var path = folder["long.mcap"];
        using (var stream = File.Create(path))
        using (var writer = new McapWriter(stream, new McapWriterOptions { Compression = McapCompression.Zstd }))
        {
            var channel = writer.AddChannel("/camera", "cdr", null);
            var data = new byte[50_000];
            for (var i = 0; i < 2000; i++)
                writer.Write(channel, (ulong)i, (ulong)i, data);
            writer.Complete();
        }

        using var reader = new McapReader(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(100_000_000, reader.Messages().Sum(message => (long)message.Data.Length));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 30 << 20);
    }
}

using Robotics.Cli.Tests;
using Robotics.Datasets;
using Robotics.RobotBridge.Links.Log;

namespace Robotics.RobotBridge.Tests.Links;

public sealed class RecordLogTests : IDisposable
{
    private static readonly Guid Stream = new("11111111-2222-3333-4444-555555555555");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_come_back_in_order_over_many_files_and_openings()
    {
        for (var opening = 0; opening < 5; opening++)
        {
            using var log = Open(segmentBytes: 300);
            Assert.Equal((ulong)(opening * 20), log.Next);
            for (var i = 0; i < 20; i++)
                log.TryAppend(Payload(opening * 20 + i));
        }
        Assert.True(Directory.GetFiles(_folder.Path, "*.log").Length > 5);
        Assert.Equal(Enumerable.Range(0, 100).Select(Payload), RecordLog.ReadAll(_folder.Path));
        using var last = Open(segmentBytes: 300);
        for (var i = 0; i < 100; i++)
            Assert.Equal(Payload(i), last.Read((ulong)i));
    }

    /// <summary>A kill can leave any beginning of the last record behind.</summary>
    [Fact]
    public void A_file_cut_at_any_byte_keeps_every_record_before_the_cut()
    {
        using (var log = Open())
            for (var i = 0; i < 4; i++)
                log.TryAppend(Payload(i));
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*.log"));
        var whole = File.ReadAllBytes(file);
        var end = whole.Length;
        for (var cut = end; cut >= end - Payload(3).Length - LogSegment.Overhead; cut--)
        {
            File.WriteAllBytes(file, whole[..cut]);
            using (var log = Open())
            {
                Assert.Equal(cut == end ? 4UL : 3UL, log.Next);
                log.TryAppend(Payload(9));
            }
            var expected = Enumerable.Range(0, cut == end ? 4 : 3).Append(9).Select(Payload);
            Assert.Equal(expected, RecordLog.ReadAll(_folder.Path));
        }
    }

    /// <summary>A power cut can leave the length of a record without its content, and bytes behind it.</summary>
    [Fact]
    public void A_record_of_the_right_length_and_another_content_is_removed_with_all_behind_it()
    {
        using (var log = Open())
            for (var i = 0; i < 4; i++)
                log.TryAppend(Payload(i));
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*.log"));
        var whole = File.ReadAllBytes(file);
        Array.Clear(whole, whole.Length - 5, 5);
        File.WriteAllBytes(file, [.. whole, .. new byte[1000]]);
        using (var log = Open())
        {
            Assert.Equal((3UL, 3UL), (log.Next, log.Durable));
            Assert.Equal(LogSegment.Overhead + Payload(3).Length + 1000, log.CutBytes);
            Assert.Equal(log.Bytes, new FileInfo(file).Length);
        }
        Assert.Equal(Enumerable.Range(0, 3).Select(Payload), RecordLog.ReadAll(_folder.Path));
    }

    [Fact]
    public void What_the_disk_changes_while_the_log_is_open_is_noticed()
    {
        using var log = Open();
        for (var i = 0; i < 4; i++)
            log.TryAppend(Payload(i));
        using (var file = new FileStream(Assert.Single(Directory.GetFiles(_folder.Path, "*.log")), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = LogSegment.HeaderLength + LogSegment.Overhead;
            file.WriteByte(99);
        }
        Assert.Contains("record 0 is damaged", Assert.Throws<DataException>(() => log.Read(0)).Message);
        Assert.Equal(Payload(1), log.Read(1));
    }

    [Fact]
    public void A_file_of_another_history_is_not_taken_for_the_next_one()
    {
        foreach (var change in new[] { 0, 1 })
            using (var log = RecordLog.Open(_folder[$"{change}"], 100, () => (Stream, 0, 0)))
                for (var i = 0; i < 8; i++)
                    log.TryAppend(i == 0 ? [.. Payload(0).Select(b => (byte)(b + change))] : Payload(i));
        var second = Directory.GetFiles(_folder["1"], "*.log").Order().ElementAt(1);
        File.Copy(second, Path.Combine(_folder["0"], Path.GetFileName(second)), overwrite: true);
        Assert.Contains("does not follow", Assert.Throws<DataException>(() => RecordLog.ReadAll(_folder["0"]).ToList()).Message);
    }

    [Fact]
    public void A_record_that_no_reader_would_believe_is_not_written()
    {
        using var log = Open();
        Assert.Throws<ArgumentException>(() => log.TryAppend(new byte[LogSegment.MaximumRecord + 1]));
        Assert.Equal(0UL, log.Next);
    }

    [Fact]
    public void No_changed_bit_ever_gives_another_record()
    {
        using (var log = Open(segmentBytes: 100))
            for (var i = 0; i < 8; i++)
                log.TryAppend(Payload(i));
        foreach (var file in Directory.GetFiles(_folder.Path, "*.log"))
        {
            var whole = File.ReadAllBytes(file);
            for (var bit = 0; bit < whole.Length * 8; bit += 3)
            {
                var damaged = whole.ToArray();
                damaged[bit / 8] ^= (byte)(1 << bit % 8);
                File.WriteAllBytes(file, damaged);
                var read = ReadUntilDamage();
                Assert.True(read.Count < 8, $"{Path.GetFileName(file)}, bit {bit}: not noticed");
                Assert.Equal(Enumerable.Range(0, read.Count).Select(Payload), read);
            }
            File.WriteAllBytes(file, whole);
        }
        Assert.Equal(8, ReadUntilDamage().Count);
    }

    [Fact]
    public void Released_files_are_gone_and_numbers_go_on()
    {
        using (var log = Open(segmentBytes: 100))
        {
            for (var i = 0; i < 20; i++)
                log.TryAppend(Payload(i));
            log.Release(10);
            Assert.InRange(log.First, 7UL, 10UL);
            Assert.Equal(Payload(10), log.Read(10));
            log.Release(20);
        }
        using var again = Open(segmentBytes: 100);
        Assert.Equal(20UL, again.Next);
        Assert.Null(again.CheckUpTo(again.First - 1));
        Assert.NotNull(again.CheckUpTo(20));
    }

    [Fact]
    public void A_full_log_refuses_and_keeps_what_it_has()
    {
        using var log = Open(segmentBytes: 100);
        var accepted = Enumerable.Range(0, 50).TakeWhile(i => log.TryAppend(Payload(i), limit: 500)).Count();
        Assert.InRange(accepted, 5, 20);
        Assert.InRange(log.Bytes, 400, 500);
        Assert.Equal(Enumerable.Range(0, accepted).Select(Payload), RecordLog.ReadAll(_folder.Path));
        log.Release(log.Next);
        Assert.True(log.TryAppend(Payload(accepted), limit: 500));
    }

    [Fact]
    public void A_log_has_one_owner_and_a_missing_file_is_named()
    {
        using (var log = Open(segmentBytes: 100))
        {
            for (var i = 0; i < 20; i++)
                log.TryAppend(Payload(i));
            Assert.Contains("another process", Assert.Throws<DataException>(() => Open()).Message);
        }
        var files = Directory.GetFiles(_folder.Path, "*.log").Order().ToArray();
        File.Delete(files[1]);
        Assert.Contains(Path.GetFileName(files[2]), Assert.Throws<DataException>(() => RecordLog.ReadAll(_folder.Path).ToList()).Message);
    }

    private RecordLog Open(long segmentBytes = 1 << 20) => RecordLog.Open(_folder.Path, segmentBytes, () => (Stream, 0, 0));

    private static byte[] Payload(int i) => [.. Enumerable.Repeat((byte)i, 10 + i % 7)];

    private List<byte[]> ReadUntilDamage()
    {
        var read = new List<byte[]>();
        try
        {
            foreach (var payload in RecordLog.ReadAll(_folder.Path))
                read.Add(payload);
        }
        catch (DataException)
        {
            // noticed
        }
        return read;
    }
}

using System.Security.Cryptography;
using Robotics.Cli.Tests;
using Robotics.Datasets;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

namespace Robotics.RobotBridge.Tests.Links;

public sealed class WeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];
    private readonly byte[] _bytes = Bytes(3 * WeightsShelf.PartLength / 2, seed: 1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whole_weights_are_taken_and_survive_a_restart()
    {
        using (var inbox = Inbox())
        {
            inbox.Offer(Offer(_bytes, 7));
            Transfer(inbox, _bytes);
            Assert.Equal(7, inbox.Newest!.Version);
            Assert.Equal(_bytes, inbox.Read(inbox.Newest));
            Assert.Null(inbox.LastGood);
            inbox.Confirm(inbox.Newest);
        }
        using var again = Inbox();
        Assert.Equal(7, again.LastGood!.Version);
        Assert.Equal(_bytes, again.Read(again.LastGood));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Weights_with_another_hash_are_refused_and_those_before_stay()
    {
        using var inbox = Inbox();
        inbox.Offer(Offer(_bytes, 1));
        Transfer(inbox, _bytes);
        var other = Bytes(_bytes.Length, seed: 2);
        inbox.Offer(Offer(other, 2));
        other[^1] ^= 1;
        Transfer(inbox, other);
        Assert.Equal(1, inbox.Newest!.Version);
        Assert.Equal(_bytes, inbox.Read(inbox.Newest));
        Assert.Contains("SHA-256", Assert.Single(_warnings));
    }

    [Fact]
    public void A_transfer_that_breaks_off_leaves_those_before_and_begins_again()
    {
        using (var inbox = Inbox())
        {
            inbox.Offer(Offer(_bytes, 1));
            Assert.Equal(0, inbox.NextRequest(1)!.Offset);
            inbox.Take(new WeightsPart { Version = 1, Offset = 0, Data = _bytes.AsMemory(0, WeightsShelf.PartLength) });
            Assert.Null(inbox.Newest);
        }
        using var again = Inbox();
        Assert.Null(again.Newest);
        again.Offer(Offer(_bytes, 1));
        Transfer(again, _bytes);
        Assert.Equal(_bytes, again.Read(again.Newest!));
    }

    [Fact]
    public void Parts_out_of_place_and_impossible_lengths_are_not_believed()
    {
        using var inbox = Inbox();
        inbox.Offer(Offer(Bytes(10, seed: 9), 1) with { Length = 1L << 40 });
        Assert.Null(inbox.NextRequest(1));
        inbox.Offer(Offer(_bytes, 1));
        _ = inbox.NextRequest(1);
        inbox.Take(new WeightsPart { Version = 1, Offset = 5, Data = _bytes.AsMemory(0, 100) });
        inbox.Take(new WeightsPart { Version = 2, Offset = 0, Data = _bytes.AsMemory(0, 100) });
        inbox.Take(new WeightsPart { Version = 1, Offset = 0, Data = new byte[_bytes.Length + 1] });
        Assert.Null(inbox.Newest);
        Assert.Equal(2, _warnings.Count);
    }

    [Fact]
    public void Damaged_weights_on_disk_are_never_given_out()
    {
        using (var inbox = Inbox())
        {
            inbox.Offer(Offer(_bytes, 1));
            Transfer(inbox, _bytes);
        }
        var file = _folder["newest.weights"];
        var whole = File.ReadAllBytes(file);
        foreach (var damaged in new[] { whole[..^1], whole[..50], [.. whole[..200], (byte)(whole[200] ^ 1), .. whole[201..]], [.. whole, 0] })
        {
            File.WriteAllBytes(file, damaged);
            using var inbox = Inbox();
            Assert.Null(inbox.Newest);
        }
        Assert.Equal(4, _warnings.Count);
    }

    [Fact]
    public void The_shelf_publishes_what_has_settled_and_passes_the_check()
    {
        var source = _folder["policy"];
        var shelf = Shelf(source, out var reports);
        Assert.False(shelf.Refresh());
        File.WriteAllBytes(source, _bytes);
        Assert.False(shelf.Refresh(), "it may still be written");
        Assert.True(shelf.Refresh());
        Assert.Equal(1, shelf.Current!.Version);
        Assert.False(shelf.Refresh());
        File.WriteAllBytes(source, [0, 1, 2]);
        shelf.Refresh();
        Assert.False(shelf.Refresh());
        Assert.Contains("too short", reports[^1]);
        File.WriteAllBytes(source, Bytes(2000, seed: 3));
        shelf.Refresh();
        Assert.True(shelf.Refresh());
        var again = Shelf(source, out _);
        Assert.Equal(shelf.Current, again.Current);
        again.Refresh();
        Assert.False(again.Refresh(), "the same content is the same version");
        Assert.Equal(2, again.Current!.Version);
    }

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static WeightsOffer Offer(byte[] bytes, long version) => new() { Version = version, Length = bytes.Length, Sha256 = SHA256.HashData(bytes) };

    private static void Transfer(WeightsInbox inbox, byte[] bytes)
    {
        while (inbox.NextRequest(1) is { } request)
            inbox.Take(new WeightsPart
            {
                Version = request.Version,
                Offset = request.Offset,
                Data = bytes.AsMemory((int)request.Offset, Math.Min(WeightsShelf.PartLength, bytes.Length - (int)request.Offset)),
            });
    }

    private WeightsShelf Shelf(string source, out List<string> reports)
    {
        var lines = reports = [];
        Directory.CreateDirectory(_folder["shelf"]);
        return new WeightsShelf(_folder["shelf"], source, 1 << 30, bytes => bytes.Length < 100 ? "it is too short" : null, lines.Add);
    }

    private WeightsInbox Inbox() => new(_folder.Path, 1 << 30, _warnings.Add);
}

using CsCheck;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Tests.Node;

public sealed class CameraAlignmentTests
{
    private const long Slop = 10;

    [Fact]
    public void The_newest_moment_that_all_saw_is_taken_once()
    {
        var alignment = new CameraAlignment<string>(2, Slop, 5);
        Assert.Null(alignment.Take());
        alignment.Offer(0, 100, "a100");
        Assert.Null(alignment.Take());
        alignment.Offer(1, 104, "b104");
        alignment.Offer(0, 133, "a133");
        alignment.Offer(1, 139, "b139");
        alignment.Offer(0, 166, "a166");
        var moment = alignment.Take()!;
        Assert.Equal((139, 6), (moment.Stamp, moment.Spread));
        Assert.Equal(["a133", "b139"], moment.Views);
        Assert.Null(alignment.Take());
        Assert.Equal((2, 0), (alignment.Dropped, alignment.Late));
    }

    [Fact]
    public void An_older_complete_moment_is_found_behind_a_lone_newer_view()
    {
        var alignment = new CameraAlignment<string>(3, Slop, 5);
        foreach (var (camera, stamp) in new[] { (0, 100), (1, 101), (2, 102), (0, 133), (1, 150), (2, 170) })
            alignment.Offer(camera, stamp, $"{camera}:{stamp}");
        Assert.Equal(["0:100", "1:101", "2:102"], alignment.Take()!.Views);
    }

    [Fact]
    public void Late_and_repeated_views_are_counted_and_never_used()
    {
        var alignment = new CameraAlignment<string>(1, Slop, 5);
        alignment.Offer(0, 100, "first");
        alignment.Offer(0, 100, "again");
        Assert.Equal(["first"], alignment.Take()!.Views);
        alignment.Offer(0, 90, "older");
        Assert.Null(alignment.Take());
        Assert.Equal((0, 2), (alignment.Dropped, alignment.Late));
    }

    [Theory]
    [InlineData(50_000_000_000, "a clock was set back")]
    [InlineData(4_000_000_000_000_000_000, "a stamp was from far in the future")]
    public void Stamps_that_begin_anew_are_seen_and_what_was_before_is_forgotten(long stamp, string what)
    {
        var alignment = new CameraAlignment<string>(2, Slop, 5);
        alignment.Offer(0, stamp, "a");
        alignment.Offer(1, stamp, "b");
        Assert.NotNull(alignment.Take());
        alignment.Offer(0, stamp - 1_000_000_000, "late");
        Assert.Equal(1, alignment.Late);
        alignment.Offer(1, stamp + 100, "b of before");
        alignment.Offer(0, stamp - 10_000_000_000, "a again");
        Assert.Null(alignment.Take());
        alignment.Offer(1, stamp - 10_000_000_000, "b again");
        Assert.True(alignment.Take()?.Views is ["a again", "b again"], what);
        Assert.Equal((1, 1), (alignment.Dropped, alignment.Late));
    }

    [Fact]
    public void A_taker_with_patience_gets_the_moment_that_becomes_complete_meanwhile()
    {
        var alignment = new CameraAlignment<string>(2, Slop, 5);
        alignment.Offer(0, 100, "a100");
        Assert.Null(alignment.Take(TimeSpan.FromMilliseconds(20)));
        AlignedViews<string>? moment = null;
        var taker = new Thread(() => moment = alignment.Take(TimeSpan.FromMinutes(5)));
        taker.Start();
        Thread.Sleep(20);
        alignment.Offer(1, 500, "b500");
        Assert.True(taker.IsAlive);
        alignment.Offer(1, 101, "b101");
        Assert.True(taker.Join(TimeSpan.FromMinutes(1)));
        Assert.Equal(["a100", "b101"], moment!.Views);
    }

    [Fact]
    public void Any_arrival_gives_moments_within_the_slop_in_order_and_every_view_has_one_fate() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 400], Gen.Int[0, 5]).Array[0, 120].Sample(
            arrivals =>
            {
                var alignment = new CameraAlignment<(int Camera, long Stamp)>(3, Slop, 4);
                var (taken, last) = (0, long.MinValue);
                foreach (var (camera, stamp, action) in arrivals)
                {
                    alignment.Offer(camera, stamp, (camera, stamp));
                    if (action > 0 || alignment.Take() is not { } moment)
                        continue;
                    Assert.Equal([0, 1, 2], moment.Views.Select(view => view.Camera));
                    Assert.Equal(moment.Spread, moment.Views.Max(view => view.Stamp) - moment.Views.Min(view => view.Stamp));
                    Assert.True(moment.Spread <= Slop);
                    Assert.True(moment.Views.Min(view => view.Stamp) > last);
                    last = moment.Stamp;
                    taken += 3;
                }
                var waiting = arrivals.Length - taken - alignment.Dropped - alignment.Late;
                Assert.InRange(waiting, 0, 3 * 4);
            },
            iter: 2000,
            threads: 1);
}

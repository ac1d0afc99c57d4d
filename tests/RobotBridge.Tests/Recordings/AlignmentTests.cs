using CsCheck;
using Robotics.RobotBridge.Recordings;

namespace Robotics.RobotBridge.Tests.Recordings;

public sealed class AlignmentTests
{
    [Fact]
    public void The_nearest_view_is_taken_even_where_an_earlier_one_would_do()
    {
        var missed = new long[2];
        var moments = Align([[100, 200, 300], [92, 101, 199, 290]], slop: 10, missed);
        Assert.Equal([1, 2, 3], moments.Select(moment => moment!.Views[1]));
        Assert.Equal([1L, 1L, 10L], moments.Select(moment => moment!.Spread));
        Assert.Equal([0L, 0L], missed);
    }

    [Fact]
    public void A_slower_camera_gives_a_view_once_and_misses_the_rest()
    {
        var missed = new long[2];
        var moments = Align([[0, 33, 66, 100, 133, 166], [2, 68, 135]], slop: 10, missed);
        Assert.Equal([0, null, 66, null, 133, null], moments.Select(moment => moment?.Stamp));
        Assert.Equal([0L, 3L], missed);
    }

    [Fact]
    public void Views_nearer_than_the_distance_are_passed_over() =>
        Assert.Equal([0L, 100, 180, 260], MomentAlignment.Align([[0, 50, 100, 149, 180, 200, 260]], 0, 75, 10, new long[1]).Select(entry => entry.Stamp));

    [Fact]
    public void Any_stamps_give_moments_within_the_slop_in_order_and_use_every_view_once() =>
        Gen.Select(Stamps, Stamps, Stamps).Sample(
            (a, b, c) =>
            {
                long[][] cameras = [a, b, c];
                var missed = new long[3];
                var last = new[] { -1, -1, -1 };
                var wanted = 0;
                foreach (var (stamp, moment) in MomentAlignment.Align(cameras, 1, 1, 10, missed))
                {
                    Assert.Equal(b[wanted++], stamp);
                    if (moment is null)
                        continue;
                    var seen = moment.Views.Select((view, camera) => cameras[camera][view]).ToArray();
                    Assert.Equal((stamp, seen.Max() - seen.Min()), (seen[1], moment.Spread));
                    Assert.InRange(moment.Spread, 0, 10);
                    for (var camera = 0; camera < 3; camera++)
                        Assert.True(moment.Views[camera] > last[camera]);
                    last = [.. moment.Views];
                }

                Assert.Equal(b.Length, wanted);
            },
            iter: 2000,
            threads: 1);

    [Fact]
    public void Gaps_cut_only_where_they_are_long()
    {
        var gaps = new List<RecordedGap>();
        long[] stamps = [0, 100, 210, 500, 600, 1600, 1700];
        var cuts = EpisodeCuts.Of([.. stamps.Select(stamp => stamp * 1_000_000)], fps: 10, maxGap: 0.5, gaps);
        Assert.Equal([(0, 5), (5, 7)], cuts);
        Assert.Equal([new RecordedGap(0.21, 0.29, 2, false), new RecordedGap(0.6, 1, 9, true)], gaps);
    }

    [Theory]
    [InlineData(MessageMatch.Nearest, 104, 1)]
    [InlineData(MessageMatch.Nearest, 106, 2)]
    [InlineData(MessageMatch.Nearest, 90, 0)]
    [InlineData(MessageMatch.Nearest, 125, null)]
    [InlineData(MessageMatch.Next, 100, 1)]
    [InlineData(MessageMatch.Next, 101, 2)]
    [InlineData(MessageMatch.Next, 111, null)]
    [InlineData(MessageMatch.Previous, 109, 1)]
    [InlineData(MessageMatch.Previous, 119, 2)]
    [InlineData(MessageMatch.Previous, 79, null)]
    public void The_message_of_a_frame_is_the_one_that_is_asked_for(MessageMatch match, long milliseconds, int? expected)
    {
        var series = new VectorSeries(new VectorSource { Topic = "/joint_states", Joints = ["a", "b"], Slop = 0.0101 }, match, StampSource.Header);
        using var folder = new Folder();
        var file = RobotRecording.File(folder, "joints.mcap", bag =>
        {
            foreach (var stamp in new[] { 80, 100, 110 })
                RobotRecording.WriteJoints(bag, RobotRecording.Start + stamp * 1_000_000);
            // an older one that comes late is not used
            RobotRecording.WriteJoints(bag, RobotRecording.Start + 105_000_000);
        });
        series.Counts.Type = "sensor_msgs/msg/JointState";
        using var reader = new Datasets.Mcap.McapReader(file);
        foreach (var message in reader.Messages())
            series.Add(file, message);
        series.Settle(file);
        Assert.Equal(1, series.Counts.Late);
        Assert.Equal(expected, series.At(RobotRecording.Start + milliseconds * 1_000_000));
    }

    private static Gen<long[]> Stamps { get; } = Gen.Int[1, 40].Array[0, 30].Select(steps =>
    {
        long at = 0;
        return steps.Select(step => at += step).ToArray();
    });

    private static RecordedMoment?[] Align(IReadOnlyList<IReadOnlyList<long>> cameras, long slop, long[] missed) =>
        [.. MomentAlignment.Align(cameras, 0, 1, slop, missed).Select(entry => entry.Moment)];
}

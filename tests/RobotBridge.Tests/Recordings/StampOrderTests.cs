using CsCheck;
using Robotics.Datasets;
using Robotics.RobotBridge.Recordings;

namespace Robotics.RobotBridge.Tests.Recordings;

public sealed class StampOrderTests : IDisposable
{
    private const int Frames = 60;
    private const long Second = 1_000_000_000;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new long[] { }, new int[] { })]
    [InlineData(new long[] { 5, 6, 7 }, new[] { 0, 1, 2 })]
    [InlineData(new long[] { 5, 5, 6 }, new[] { 0, 2 })]
    [InlineData(new long[] { 1, 2, 900, 3, 4 }, new[] { 0, 1, 3, 4 })]
    [InlineData(new long[] { 0, 1, 2, 3, -9, 4 }, new[] { 0, 1, 2, 3, 5 })]
    public void As_many_messages_as_possible_are_kept(long[] stamps, int[] kept) => Assert.Equal(kept, StampOrder.Ascending(stamps));

    [Fact]
    public void Any_stamps_give_the_longest_ascending_part() =>
        Gen.Long[0, 20].Array[0, 12].Sample(
            stamps =>
            {
                var kept = StampOrder.Ascending(stamps);
                for (var k = 1; k < kept.Length; k++)
                    Assert.True(kept[k] > kept[k - 1] && stamps[kept[k]] > stamps[kept[k - 1]]);
                Assert.Equal(Longest(stamps, 0, long.MinValue), kept.Length);
            },
            iter: 2000,
            threads: 1);

    [Fact]
    public void One_wrong_stamp_costs_one_frame()
    {
        // an hour ahead at one image and at one joint message
        var report = Import(stamp => stamp == RobotRecording.Stamp(20) ? stamp + 3600 * Second : stamp);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(Enumerable.Range(0, Frames).Where(frame => frame != 20), ImportedActions(dataset));
        Assert.Equal([1L, 0, 1, 0], report.Sources.Select(source => source.Late));
        Assert.Equal(-3600, report.Sources[0].Delay!.Least, 1);
    }

    [Fact]
    public void A_first_message_from_before_the_clock_was_set_costs_one_frame()
    {
        // simulated time begins with zero, which counts as the time of recording
        Import(stamp => stamp - RobotRecording.Start, commands: false);
        Assert.Equal(Frames - 1, LeRobotDataset.Open(_folder["dataset"]).Episodes[0].Length);
    }

    [Fact]
    public void Messages_that_are_there_twice_are_taken_once()
    {
        // a topic that two recorders or two publishers sent
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                RobotRecording.WriteFrame(bag, frame);
                bag.Write("/front", RobotRecording.Stamp(frame) + 2 * RobotRecording.Delay, RobotRecording.Jpeg(RobotRecording.Stamp(frame), 0));
            }
        });
        var report = Assert.Single(BagImport.Run(source, RobotRecording.Settings, _folder["dataset"]));
        Assert.Equal((Frames, Frames), (report.EpisodeFrames[0], report.Sources[0].Late));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(Enumerable.Range(0, 20), ImportedFrames.Shown(dataset, dataset.Episodes[0], "front").Take(20));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(300_000_000, true)]
    public void A_clock_that_was_set_forward_is_told(long by, bool isTold)
    {
        var report = Import(stamp => stamp >= RobotRecording.Stamp(30) ? stamp + by : stamp);
        Assert.Equal(isTold ? 3 : 0, report.Warnings.Count(warning => warning.Contains("may be matched with those of another moment", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(600_000_000)]
    [InlineData(3600 * Second)]
    public void A_clock_that_was_set_back_is_refused_with_its_place(long by)
    {
        var message = Assert.Throws<DataException>(() => Import(stamp => stamp >= RobotRecording.Stamp(30) ? stamp - by : stamp)).Message;
        Assert.Contains("the stamps of /front do not go forward", message, StringComparison.Ordinal);
        Assert.Contains("mcap sort", message, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder["dataset"]));
    }

    [Fact]
    public void Messages_far_out_of_order_are_refused_and_not_dropped()
    {
        var order = Enumerable.Range(0, Frames).OrderBy(frame => frame + 7 * (frame * 5 % 3)).ToArray();
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            foreach (var frame in order)
                RobotRecording.WriteFrame(bag, frame);
        });
        Assert.Contains("out of order", Assert.Throws<DataException>(() => BagImport.Run(source, RobotRecording.Settings, _folder["dataset"])).Message, StringComparison.Ordinal);
    }

    private BagReport Import(Func<long, long> stamp, bool commands = true)
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => RobotRecording.Write(bag, Frames, stamp: stamp));
        var settings = commands ? RobotRecording.Settings : RobotRecording.Settings with { Action = [] };
        return Assert.Single(BagImport.Run(source, settings, _folder["dataset"]));
    }

    private static IEnumerable<int> ImportedActions(LeRobotDataset dataset)
    {
        var episode = Assert.Single(dataset.Episodes);
        var actions = dataset.ReadFrames(episode).Actions;
        return Enumerable.Range(0, episode.Length).Select(t => (int)actions[t, 0]);
    }

    private static int Longest(long[] stamps, int from, long above)
    {
        var longest = 0;
        for (var i = from; i < stamps.Length; i++)
            if (stamps[i] > above)
                longest = Math.Max(longest, 1 + Longest(stamps, i + 1, stamps[i]));
        return longest;
    }
}

using CsCheck;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Tasks;

public sealed class StageTrackerTests
{
    private const double Open = .04;
    private const double Held = .02;
    private static readonly Point Cube = new(.42, .1, PickPlaceScene.CubeHalf);
    private static readonly Point Goal = new(PickPlaceScene.Goal.X, PickPlaceScene.Goal.Y, 0);

    [Fact]
    public void A_whole_task_passes_all_stages_in_order()
    {
        var tracker = Started();
        Follow(tracker, Cube, Cube, Open, 1);
        Follow(tracker, Cube.AtHeight(.04), Cube.AtHeight(.04), Held, 2);
        Follow(tracker, Goal.AtHeight(.1), Goal.AtHeight(.1), Held, 3);
        Follow(tracker, Goal.AtHeight(.02), Goal.AtHeight(.02), Open, 4);
        Assert.False(tracker.Success);
        Follow(tracker, Goal.AtHeight(.13), Goal.AtHeight(.02), Open, 4);
        Assert.True(tracker.Success);
        Assert.Equal(1, tracker.Fraction);
    }

    [Fact]
    public void A_pause_adds_nothing_and_an_overshoot_takes_back()
    {
        var tracker = Started();
        Follow(tracker, Cube.AtHeight(.12), Cube, Open, 0);
        double near = tracker.Fraction;
        Assert.InRange(near, .2, .9);
        Follow(tracker, Cube.AtHeight(.12), Cube, Open, 0);
        Assert.Equal(near, tracker.Fraction);
        Follow(tracker, Cube.AtHeight(.12) + new Point(.05, 0, 0), Cube, Open, 0);
        Assert.True(tracker.Fraction < near);
    }

    [Fact]
    public void A_second_attempt_stays_in_the_grasp_until_the_cube_leaves_the_table()
    {
        var tracker = Started();
        Follow(tracker, Cube, Cube, Open, 1);
        Follow(tracker, Cube, Cube, .025, 1);
        Follow(tracker, Cube.AtHeight(.04), Cube, Open, 1);
        Follow(tracker, Cube, Cube, Held, 1);
        Follow(tracker, Cube.AtHeight(.035), Cube.AtHeight(.035), Held, 2);
    }

    [Fact]
    public void A_dropped_cube_leads_back_to_the_start_and_one_released_beside_the_goal_too()
    {
        var tracker = Carrying();
        Follow(tracker, new Point(.42, 0, .1), new Point(.42, 0, .02), Open, 0);
        tracker = Carrying();
        Follow(tracker, Goal.AtHeight(.06), Goal.AtHeight(.06), Held, 3);
        Point beside = Goal.AtHeight(.02) + new Point(.05, 0, 0);
        Follow(tracker, beside, beside, Open, 0);
        Assert.False(tracker.Success);
    }

    [Fact]
    public void A_cube_pushed_off_the_goal_while_retreating_is_no_success()
    {
        var tracker = Carrying();
        Follow(tracker, Goal.AtHeight(.06), Goal.AtHeight(.06), Held, 3);
        Follow(tracker, Goal.AtHeight(.02), Goal.AtHeight(.02), Open, 4);
        Follow(tracker, Goal.AtHeight(.2), Goal.AtHeight(.02) + new Point(.05, 0, 0), Open, 0);
        Assert.False(tracker.Success);
    }

    [Fact]
    public void A_cube_that_slips_out_of_a_closed_hand_is_lost()
    {
        var tracker = Carrying();
        Follow(tracker, new Point(.42, 0, .1), new Point(.42, 0, .04), Held, 0);
    }

    [Fact]
    public void A_cube_that_comes_along_while_retreating_is_no_success()
    {
        var tracker = Carrying();
        Follow(tracker, Goal.AtHeight(.06), Goal.AtHeight(.06), Held, 3);
        Follow(tracker, Goal.AtHeight(.02), Goal.AtHeight(.02), Open, 4);
        Follow(tracker, Goal.AtHeight(.13), Goal.AtHeight(.13), Held, 0);
        Assert.False(tracker.Success);
    }

    [Fact]
    public void A_cube_taken_and_put_down_off_centre_counts_like_any_other()
    {
        var tracker = Started();
        Point grip = new(.018, 0, 0), aside = new(.03, 0, 0);
        Follow(tracker, Cube + grip, Cube, Held, 0);
        Follow(tracker, Cube.AtHeight(.06) + grip, Cube.AtHeight(.06), Held, 2);
        Follow(tracker, Goal.AtHeight(.06) + aside, Goal.AtHeight(.06) + aside, Held, 2);
        Follow(tracker, Goal.AtHeight(.02) + aside, Goal.AtHeight(.02) + aside, Open, 4);
        Follow(tracker, Goal.AtHeight(.13) + aside, Goal.AtHeight(.02) + aside, Open, 4);
        Assert.True(tracker.Success);
    }

    [Fact]
    public void Whatever_happens_progress_stays_within_zero_and_one()
    {
        var point = Gen.Select(Gen.Double[.1, .7], Gen.Double[-.4, .4], Gen.Double[0, .5], (x, y, z) => new Point(x, y, z));
        Gen.Select(point, point, Gen.Double[0, .045]).Array[1, 40].Sample(moments =>
        {
            var tracker = new StageTracker();
            tracker.Reset(At(moments[0].Item1, moments[0].Item2, moments[0].Item3));
            foreach (var (tcp, cube, opening) in moments)
            {
                tracker.Advance(At(tcp, cube, opening));
                double progress = PickPlaceStages.Progress(PickPlaceStages.Proportions, tracker.Stage, tracker.Fraction);
                if (tracker.Stage is < 0 or > 4 || tracker.Fraction is not (>= 0 and <= 1) || progress is not (>= 0 and <= 1))
                    return false;
            }

            return true;
        });
    }

    [Fact]
    public void Nominal_proportions_sum_to_one()
    {
        Assert.Equal(PickPlaceStages.Names.Count, PickPlaceStages.Proportions.Count);
        Assert.Equal(1, PickPlaceStages.Proportions.Sum(), 1e-12);
        Assert.Equal(.32 + (.14 / 2), PickPlaceStages.Progress(PickPlaceStages.Proportions, 1, .5), 1e-12);
    }

    private static StageTracker Started()
    {
        var tracker = new StageTracker();
        tracker.Reset(At(new Point(.36, -.03, .24), Cube, Open));
        return tracker;
    }

    private static StageTracker Carrying()
    {
        var tracker = Started();
        Follow(tracker, Cube, Cube, Open, 1);
        Follow(tracker, Cube.AtHeight(.05), Cube.AtHeight(.05), Held, 2);
        return tracker;
    }

    private static void Follow(StageTracker tracker, Point tcp, Point cube, double opening, int stage)
    {
        tracker.Advance(At(tcp, cube, opening));
        Assert.Equal(stage, tracker.Stage);
    }

    private static PickPlaceSituation At(Point tcp, Point cube, double opening) => new(tcp, tcp, 0, opening, cube, 0);
}

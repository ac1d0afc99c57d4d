using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Experts;

public sealed class ExpertTests
{
    [Theory]
    [InlineData(Quality.Fluent, 20, 40, 75)]
    [InlineData(Quality.Hesitant, 10, 120, 220)]
    public void Demonstrators_succeed_through_all_stages_in_order(Quality quality, int seeds, int shortest, int longest)
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        for (ulong seed = 100; seed < 100 + (ulong)seeds; seed++)
        {
            var demonstration = Demonstration.Play(environment, quality, FailureMode.None, seed);
            Assert.True(demonstration.End.Success, $"seed {seed} ended in stage {demonstration.End.Stage}");
            Assert.Null(demonstration.End.Invalid);
            Assert.Equal(1, demonstration.End.Progress);
            Assert.InRange(demonstration.Actions.Count, shortest, longest);
            Assert.Equal([0, 1, 2, 3, 4], demonstration.Stages.Distinct());
            Assert.Equal(demonstration.Stages.Order(), demonstration.Stages);
        }
    }

    [Fact]
    public void The_cube_is_grasped_near_its_middle_but_never_twice_alike()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        var offsets = Enumerable.Range(400, 12).Select(seed => GraspOffset(environment, (ulong)seed)).ToArray();
        Assert.All(offsets, offset => Assert.InRange(offset, 0, .015));
        Assert.True(offsets.Max() - offsets.Min() > .005, $"offsets from {offsets.Min()} to {offsets.Max()} m");
    }

    [Fact]
    public void Fluent_progress_rises_evenly()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        for (ulong seed = 300; seed < 310; seed++)
        {
            var progress = Demonstration.Play(environment, Quality.Fluent, FailureMode.None, seed).Progress;
            Assert.All(progress.Zip(progress.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-3));
            double meanSquare = progress.Select((p, t) => Math.Pow(p - ((double)t / (progress.Count - 1)), 2)).Average();
            Assert.InRange(meanSquare, 0, .003);
        }
    }

    [Fact]
    public void A_hesitant_demonstration_pauses_and_takes_back()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        var demonstration = Demonstration.Play(environment, Quality.Hesitant, FailureMode.None, seed: 5);
        Assert.InRange(demonstration.Actions.Count(action => action[0] == 0 && action[1] == 0 && action[2] == 0), 25, 100);
        Assert.Contains(demonstration.Progress.Zip(demonstration.Progress.Skip(1)), pair => pair.Second < pair.First - .005);
    }

    [Theory]
    [InlineData(FailureMode.Drops, 2)]
    [InlineData(FailureMode.StopsCarrying, 2)]
    [InlineData(FailureMode.Misses, 0)]
    [InlineData(FailureMode.StopsReaching, 0)]
    public void Failing_demonstrations_fail_in_the_way_they_claim(FailureMode failure, int farthest)
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        for (ulong seed = 200; seed < 208; seed++)
        {
            var demonstration = Demonstration.Play(environment, Quality.Failing, failure, seed);
            Assert.False(demonstration.End.Success);
            Assert.Null(demonstration.End.Invalid);
            Assert.Equal(farthest, demonstration.Stages.Max());
            Assert.Equal(failure == FailureMode.StopsCarrying ? 2 : 0, demonstration.End.Stage);
            bool closes = demonstration.Actions.Any(action => action[4] < .01f);
            Assert.Equal(failure != FailureMode.StopsReaching, closes);
        }
    }

    [Fact]
    public void Actions_stay_within_the_limits_of_the_environment()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        foreach (Quality quality in Enum.GetValues<Quality>())
        {
            var failure = quality == Quality.Failing ? FailureMode.Drops : FailureMode.None;
            foreach (float[] action in Demonstration.Play(environment, quality, failure, seed: 8).Actions)
            {
                for (int i = 0; i < action.Length; i++)
                    Assert.InRange(action[i], environment.Spec.ActionLow[i] - 1e-6f, environment.Spec.ActionHigh[i] + 1e-6f);
            }
        }
    }

    [Fact]
    public void The_same_seed_demonstrates_the_same()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        var first = Demonstration.Play(environment, Quality.Fluent, FailureMode.None, seed: 9);
        var second = Demonstration.Play(environment, Quality.Fluent, FailureMode.None, seed: 9);
        Assert.Equal(first.Actions, second.Actions);
        Assert.Equal(first.Progress, second.Progress);
    }

    [Fact]
    public void A_failing_expert_without_a_way_to_fail_is_refused() =>
        Assert.Throws<ArgumentException>(() => Expert.Create(Quality.Failing, FailureMode.None, seed: 1));

    /// <summary>Metres between hand and cube, seen from above, when the cube leaves the table.</summary>
    private static double GraspOffset(PickPlaceEnvironment environment, ulong seed)
    {
        environment.Reset(seed);
        var expert = Expert.Create(Quality.Fluent, FailureMode.None, seed);
        while (environment.Truth.Stage < 2 && expert.Act(environment.Simulation.Situation) is { } action)
            environment.Step(action);
        var now = environment.Simulation.Situation;
        return now.Tcp.HorizontalDistance(now.Cube);
    }
}

using Robotics.Simulation.Experts;
using Robotics.Simulation.Recording;

namespace Robotics.Simulation.Tests.Recording;

public sealed class RecordingPlanTests
{
    [Fact]
    public void The_default_plan_has_what_the_settings_say()
    {
        var plan = RecordingPlan.Of(new RecordingSettings());
        Assert.Equal(226, plan.Count);
        Assert.Equal(Enumerable.Range(0, 226), plan.Select(episode => episode.Index));
        Assert.Equal(226, plan.Select(episode => episode.Seed).Distinct().Count());
        var splits = RecordingPlan.Splits(plan);
        Assert.Equal((0, 150), splits["train"]);
        Assert.Equal((150, 190), splits["holdout"]);
        Assert.Equal((190, 226), splits["rollouts"]);
        Assert.Equal(60, plan.Count(e => e is { Split: "train", Quality: Quality.Fluent }));
        Assert.Equal(6, plan.Count(e => e is { Split: "rollouts", Quality: Quality.Hesitant }));
        foreach (Outcome outcome in Enum.GetValues<Outcome>())
            Assert.Equal(12, plan.Count(e => e.Split == "rollouts" && e.Outcome == outcome));
        Assert.All(plan, e => Assert.Equal(e.Quality == Quality.Failing, e.Failure != FailureMode.None));
    }

    [Fact]
    public void A_seed_gives_one_plan_and_mixes_qualities()
    {
        var plan = RecordingPlan.Of(new RecordingSettings());
        Assert.Equal(plan, RecordingPlan.Of(new RecordingSettings()));
        Assert.NotEqual(plan, RecordingPlan.Of(new RecordingSettings { Seed = 2 }));
        Assert.True(plan.Take(30).Select(episode => episode.Quality).Distinct().Count() == 3);
    }

    [Fact]
    public void Empty_splits_are_left_out() =>
        Assert.Equal(["train"], RecordingPlan.Splits(RecordingPlan.Of(Only(trainFluent: 3))).Keys);

    [Fact]
    public void Impossible_settings_are_named()
    {
        Assert.Contains(Only(trainFluent: -1).Faults(), fault => fault.Key == "train_fluent");
        Assert.Contains(Only(trainFluent: 0).Faults(), fault => fault.Message.Contains("no episode"));
        var odd = new RecordingSettings { Workers = 0, Task = new() { ImageSize = 33, Cameras = [] } };
        Assert.Equal(["workers", "task.image_size", "task.cameras"], odd.Faults().Select(fault => fault.Key));
    }

    internal static RecordingSettings Only(int trainFluent = 0, int trainFailing = 0, int holdoutFluent = 0) => new()
    {
        TrainFluent = trainFluent,
        TrainFailing = trainFailing,
        HoldoutFluent = holdoutFluent,
        TrainHesitant = 0,
        HoldoutHesitant = 0,
        RolloutSuccess = 0,
        RolloutPartial = 0,
        RolloutFailure = 0,
        Task = new() { ImageSize = 32 },
        Workers = 1,
    };
}

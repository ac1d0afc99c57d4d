using Robotics.Policy.Imitation;
using Robotics.Policy.Tests.Rollout;
using TorchSharp;

namespace Robotics.Policy.Tests.Imitation;

/// <summary>What computes with tensors frees them itself: left to finalizers they hold memory until the collector happens to run.</summary>
public sealed class LiveTensorsTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    [Fact]
    public void Training_and_acting_leave_none()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 3);
        using var trainer = new BehaviourCloningTrainer(DotDemonstrations.Settings with { Steps = 5, BatchSize = 4, WarmupSteps = 0 }, demonstrations, seed: 1);
        using MemoryStream state = new(), file = new();
        AssertNoneIsLeft(() => trainer.Advance());
        AssertNoneIsLeft(() => trainer.Save(state));
        state.Position = 0;
        AssertNoneIsLeft(() => trainer.Load(state));
        AssertNoneIsLeft(() => trainer.WritePolicy(file));
        file.Position = 0;
        using var policy = ChunkPolicy.Load(file);
        using var world = new DotWorld();
        var observation = world.Reset(1);
        AssertNoneIsLeft(() => policy.Act(observation));
    }

    private static void AssertNoneIsLeft(Action work)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        work();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}

using Robotics.Policy.Imitation;
using Robotics.Policy.Rollout;
using Robotics.Policy.Tests.Rollout;
using Robotics.RewardModels.Learning;
using TorchSharp;

namespace Robotics.Policy.Tests.Imitation;

/// <summary>Trains real policies on a small world and lets them act in it.</summary>
public sealed class BehaviourCloningTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly ulong[] Fresh = [.. Enumerable.Range(0, 40).Select(i => (ulong)i)];

    static BehaviourCloningTests() => TorchThreads.Limit(1);

    [Fact]
    public void Learns_to_reach_a_dot_that_only_the_image_shows()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 150);
        using var trainer = new BehaviourCloningTrainer(DotDemonstrations.Settings, demonstrations, seed: 3);
        var untrained = Successes(Policy(trainer));
        var losses = Train(trainer);
        var trained = Successes(Policy(trainer));
        Assert.True(losses[^50..].Average() < 0.25 * losses[..20].Average(), $"loss {losses[..20].Average()} to {losses[^50..].Average()}");
        Assert.InRange(untrained, 0, 20);
        Assert.InRange(trained, 34, 40);
    }

    [Fact]
    public void Reward_aligned_weights_learn_the_good_half_of_mixed_demonstrations()
    {
        using var mixed = DotDemonstrations.Record(folder.Path, good: 100, bad: 100);
        // progress of a bad demonstration falls, so all its frames weigh nothing
        var progress = mixed.Episodes.Select(e => Ramp(e.Length, e.Successful)).ToArray();
        var weights = RewardAlignedWeights.Compute(progress, DotDemonstrations.Settings.ChunkSize);
        var uniform = Trained(DotDemonstrations.Settings, mixed);
        var aligned = Trained(DotDemonstrations.Settings with { Weighting = Weighting.RewardAligned }, mixed.With(weights));
        var filtered = Trained(DotDemonstrations.Settings with { Weighting = Weighting.Successful }, mixed);
        var (plain, weighted, successful) = (Successes(uniform), Successes(aligned), Successes(filtered));
        Assert.InRange(plain, 0, 20);
        Assert.InRange(weighted, 32, 40);
        Assert.InRange(successful, 32, 40);
    }

    private static float[] Ramp(int length, bool up) =>
        [.. Enumerable.Range(0, length).Select(t => up ? (t + 1f) / length : 1 - ((t + 1f) / length))];

    private static byte[] Trained(PolicySettings settings, Demonstrations demonstrations)
    {
        using var trainer = new BehaviourCloningTrainer(settings, demonstrations, seed: 3);
        Train(trainer);
        return Policy(trainer);
    }

    private static double[] Train(BehaviourCloningTrainer trainer)
    {
        var losses = new double[trainer.TotalSteps];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = trainer.Advance().Loss;
        return losses;
    }

    private static byte[] Policy(BehaviourCloningTrainer trainer)
    {
        using var stream = new MemoryStream();
        trainer.WritePolicy(stream);
        return stream.ToArray();
    }

    private static int Successes(byte[] policy) =>
        new RolloutRunner(() => new DotWorld(), () => ChunkPolicy.Load(new MemoryStream(policy))).Run(Fresh).Count(r => r.Success);
}

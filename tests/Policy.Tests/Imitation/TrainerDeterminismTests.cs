using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;
using TorchSharp;

namespace Robotics.Policy.Tests.Imitation;

public sealed class TrainerDeterminismTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly PolicySettings Settings = DotDemonstrations.Settings with { Steps = 20, BatchSize = 8, ShiftPixels = 2 };

    static TrainerDeterminismTests() => TorchThreads.Limit(1);

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_does_not()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 6);
        Assert.Equal(Run(demonstrations, seed: 1), Run(demonstrations, seed: 1));
        Assert.NotEqual(Run(demonstrations, seed: 1), Run(demonstrations, seed: 2));
    }

    [Fact]
    public void Resuming_continues_bit_for_bit()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 7);
        using var saved = new MemoryStream();
        using (var first = new BehaviourCloningTrainer(Settings, demonstrations, seed: 1))
        {
            Advance(first, 8);
            first.Save(saved);
        }

        saved.Position = 0;
        using var second = new BehaviourCloningTrainer(Settings, demonstrations, seed: 1);
        second.Load(saved);
        Assert.Equal(8, second.Step);
        Advance(second, 12);
        Assert.Equal(Run(demonstrations, seed: 1), State(second));
    }

    [Fact]
    public void Two_trainings_side_by_side_do_not_disturb_each_other()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 8);
        var alone = Run(demonstrations, seed: 1);
        var together = new byte[2][];
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() => together[i] = Run(demonstrations, seed: 1))).ToArray();
        Array.ForEach(threads, t => t.Start());
        // torch's own generator is no part of a training
        torch.manual_seed(99);
        torch.rand(100).Dispose();
        Array.ForEach(threads, t => t.Join());
        Assert.Equal(alone, together[0]);
        Assert.Equal(alone, together[1]);
    }

    [Fact]
    public void BC_and_RA_BC_of_one_seed_start_from_the_same_network_and_differ_only_by_the_weights()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 9);
        var halves = demonstrations.Episodes.Select((e, i) => e with { Weights = Enumerable.Repeat(i % 2f, e.Length).ToArray() }).ToArray();
        var ones = demonstrations.Episodes.Select(e => e with { Weights = Enumerable.Repeat(1f, e.Length).ToArray() }).ToArray();
        var aligned = Settings with { Weighting = Weighting.RewardAligned };
        Assert.Equal(Run(demonstrations, 1, steps: 0), Run(demonstrations with { Episodes = halves }, 1, aligned, steps: 0));
        Assert.NotEqual(Run(demonstrations, 1), Run(demonstrations with { Episodes = halves }, 1, aligned));
        Assert.NotEqual(Run(demonstrations, 1, steps: 0), Run(demonstrations, 2, steps: 0));

        using var plain = new BehaviourCloningTrainer(Settings, demonstrations, 1);
        using var even = new BehaviourCloningTrainer(aligned, demonstrations with { Episodes = ones }, 1);
        for (var i = 0; i < 5; i++)
            Assert.Equal(plain.Advance().Loss, even.Advance().Loss, 1e-5);
    }

    [Fact]
    public void A_batch_without_any_weight_ends_the_training()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 3);
        var zero = demonstrations.Episodes.Select(e => e with { Weights = new float[e.Length] }).ToArray();
        using var trainer = new BehaviourCloningTrainer(
            Settings with { Weighting = Weighting.RewardAligned }, demonstrations with { Episodes = zero }, 1);
        Assert.Contains("All 8 weights of a batch are zero", Assert.Throws<DataException>(trainer.Advance).Message);
    }

    [Fact]
    public void Demonstrations_that_do_not_fit_the_settings_are_refused()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 2);
        AssertRefused(demonstrations, Settings with { Cameras = ["top", "wrist"] }, "no camera wrist");
        AssertRefused(demonstrations, Settings with { ImageSize = 32 }, "16 pixels wide");
        AssertRefused(demonstrations, Settings with { Weighting = Weighting.RewardAligned }, "0 weights");
        AssertRefused(demonstrations with { Episodes = [] }, Settings, "no demonstration");
        var failed = demonstrations.Episodes.Select(e => e with { Successful = false }).ToArray();
        AssertRefused(demonstrations with { Episodes = failed }, Settings with { Weighting = Weighting.Successful }, "no demonstration");
        var shifted = demonstrations.Episodes.Select(e => e with { FirstFrame = e.FirstFrame + 1 }).ToArray();
        AssertRefused(demonstrations with { Episodes = shifted }, Settings, "images for");
        var broken = demonstrations.Episodes.ToArray();
        broken[1].States[2, 0] = float.NaN;
        AssertRefused(demonstrations, Settings, "Demonstration 1, frame 2: number 0 of the state is NaN");
    }

    private static void AssertRefused(Demonstrations demonstrations, PolicySettings settings, string part) =>
        Assert.Contains(part, Assert.Throws<DataException>(() => new BehaviourCloningTrainer(settings, demonstrations, 1)).Message);

    private static byte[] Run(Demonstrations demonstrations, ulong seed, PolicySettings? settings = null, int steps = 20)
    {
        using var trainer = new BehaviourCloningTrainer(settings ?? Settings, demonstrations, seed);
        Advance(trainer, steps);
        return State(trainer);
    }

    private static void Advance(BehaviourCloningTrainer trainer, int steps)
    {
        for (var i = 0; i < steps; i++)
            trainer.Advance();
    }

    private static byte[] State(BehaviourCloningTrainer trainer)
    {
        using var stream = new MemoryStream();
        trainer.Save(stream);
        return stream.ToArray();
    }
}

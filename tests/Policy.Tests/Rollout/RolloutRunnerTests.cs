using System.Collections.Concurrent;
using Robotics.Datasets;
using Robotics.Policy.Rollout;

namespace Robotics.Policy.Tests.Rollout;

public sealed class RolloutRunnerTests
{
    private static readonly ulong[] Seeds = [.. Enumerable.Range(100, 12).Select(i => (ulong)i)];

    [Fact]
    public void Results_depend_on_the_seed_and_not_on_the_workers()
    {
        var one = new RolloutRunner(() => new DotWorld(), () => new Walker(), workers: 1).Run(Seeds);
        var three = new RolloutRunner(() => new DotWorld(), () => new Walker(), workers: 3).Run(Seeds);
        Assert.Equal(one, three);
        Assert.Equal(Seeds, one.Select(r => r.Seed));
        Assert.Contains(one, r => !r.Success && r.Steps == 30 && r.FinalStage == 0);
    }

    [Fact]
    public void A_policy_that_plans_nothing_ends_the_run()
    {
        var runner = new RolloutRunner(() => new DotWorld(), () => new Idler());
        Assert.Contains("plans no action", Assert.Throws<ArgumentException>(() => runner.Run(Seeds)).Message);
    }

    private sealed class Idler : IPolicy
    {
        public string Id => "idler";

        public void Reset()
        {
        }

        public ActionChunk Act(Observation observation) => new(new float[0, 2], 0.1);

        public void Dispose()
        {
        }
    }

    [Fact]
    public void A_policy_that_knows_the_way_succeeds()
    {
        var worlds = new ConcurrentBag<DotWorld>();
        DotWorld? current = null;
        var results = new RolloutRunner(
            () =>
            {
                worlds.Add(current = new DotWorld());
                return current;
            },
            () => new Expert(() => current!)).Run(Seeds);
        Assert.All(results, r => Assert.True(r is { Success: true, FinalStage: 1, FinalProgress: 1, Fault: null }));
        Assert.Single(worlds);
    }

    [Fact]
    public void A_simulator_that_dies_is_reported_and_replaced()
    {
        var made = 0;
        var results = new RolloutRunner(
            () =>
            {
                made++;
                return new Mortal();
            },
            () => new Walker()).Run([1, Mortal.Deadly, 3]);
        Assert.Equal(3, results.Count);
        Assert.Equal("the worker died", results[1].Fault);
        Assert.Equal(3, results[1].Steps);
        Assert.False(results[1].Success);
        Assert.Null(results[2].Fault);
        Assert.Equal(2, made);
    }

    [Fact]
    public void Physics_that_cannot_be_trusted_is_a_fault_even_with_success()
    {
        var result = new RolloutRunner(() => new Overflowing(), () => new Walker()).Run([5])[0];
        Assert.Equal("contact overflow", result.Fault);
        Assert.False(result.Success);
    }

    [Fact]
    public void A_policy_that_does_not_fit_is_an_error_and_no_fault() =>
        Assert.Throws<ArgumentException>(() => new RolloutRunner(() => new DotWorld(), () => new Walker(actions: 3)).Run(Seeds));

    [Fact]
    public void Actions_are_clamped_to_the_limits()
    {
        var recording = new RolloutRecording();
        new RolloutRunner(() => new DotWorld(), () => new Walker(speed: 5)).Run([1], _ => recording);
        var (start, next) = (recording.Observations[0].State, recording.Observations[1].State);
        Assert.Equal(Math.Min(1, start[0] + 0.1f), next[0], 1e-6f);
    }

    [Fact]
    public void Recordings_hold_every_step_of_the_chosen_episodes()
    {
        var recordings = new ConcurrentDictionary<ulong, RolloutRecording>();
        var results = new RolloutRunner(() => new DotWorld(), () => new Walker()).Run(
            Seeds, seed => seed % 2 == 0 ? recordings.GetOrAdd(seed, _ => new RolloutRecording("top")) : null);
        Assert.Equal(6, recordings.Count);
        foreach (var result in results.Where(r => r.Seed % 2 == 0))
        {
            Assert.Equal(result.Steps + 1, recordings[result.Seed].Frames("top").Count());
            Assert.Equal(result.FinalProgress, recordings[result.Seed].Truths[^1]!.Progress);
        }
    }

    [Fact]
    public void Cancellation_stops_the_run()
    {
        using var source = new CancellationTokenSource();
        var reports = new CancelAfter(source, 2);
        Assert.ThrowsAny<OperationCanceledException>(
            () => new RolloutRunner(() => new DotWorld(), () => new Walker(), 2).Run(Seeds, null, reports, source.Token));
        Assert.InRange(reports.Count, 2, Seeds.Length - 1);
    }

    [Fact]
    public void A_seed_that_is_there_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new RolloutRunner(() => new DotWorld(), () => new Walker()).Run([1, 2, 1]));

    private sealed class CancelAfter(CancellationTokenSource source, int episodes) : IProgress<RolloutResult>
    {
        private int _count;

        public int Count => _count;

        public void Report(RolloutResult value)
        {
            if (Interlocked.Increment(ref _count) == episodes)
                source.Cancel();
        }
    }

    /// <summary>Walks to the right without looking, two steps a chunk.</summary>
    private sealed class Walker(float speed = 0.05f, int actions = 2) : IPolicy
    {
        public string Id => "walker";

        public void Reset()
        {
        }

        public ActionChunk Act(Observation observation)
        {
            var chunk = new float[2, actions];
            (chunk[0, 0], chunk[1, 0]) = (speed, speed);
            return new ActionChunk(chunk, 0.1);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Expert(Func<DotWorld> world) : IPolicy
    {
        public string Id => "expert";

        public void Reset()
        {
        }

        public ActionChunk Act(Observation observation) =>
            new(new[,] { { world().Dot[0] - observation.State[0], world().Dot[1] - observation.State[1] } }, 0.1);

        public void Dispose()
        {
        }
    }

    private sealed class Mortal : DotWorld
    {
        public const ulong Deadly = 104;
        private bool _deadly;
        private int _steps;

        public override Observation Reset(ulong seed)
        {
            (_deadly, _steps) = (seed == Deadly, 0);
            return base.Reset(seed);
        }

        public override EnvironmentStep Step(ReadOnlySpan<float> action) =>
            _deadly && _steps++ == 3 ? throw new IOException("the worker died") : base.Step(action);
    }

    private sealed class Overflowing : DotWorld
    {
        public override EnvironmentStep Step(ReadOnlySpan<float> action) =>
            base.Step(action) with { Truncated = true, Truth = new GroundTruth(1, 1, true, "contact overflow") };
    }
}

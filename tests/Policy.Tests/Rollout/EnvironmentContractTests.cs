using Robotics.Datasets;
using Robotics.Policy.Rollout;

namespace Robotics.Policy.Tests.Rollout;

public sealed class EnvironmentContractTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(123456789)]
    public void A_sound_environment_keeps_the_contract(ulong seed)
    {
        using var world = new DotWorld();
        Assert.Empty(EnvironmentContract.Check(world, seed));
    }

    [Fact]
    public void Unseeded_randomness_is_found() => AssertBreach(new Unseeded(), "bit for bit");

    [Fact]
    public void Ignored_seeds_are_found() => AssertBreach(new IgnoresSeed(), "Different seeds must start different episodes");

    [Fact]
    public void A_state_that_survives_the_reset_is_found() => AssertBreach(new LeaksState(), "bit for bit");

    [Fact]
    public void Reused_image_buffers_are_found() => AssertBreach(new ReusesBuffer(), "changed its image of camera top");

    [Fact]
    public void Accepted_NaN_is_found() => AssertBreach(new AcceptsNaN(), "an action that holds NaN");

    [Fact]
    public void Accepted_short_actions_are_found() => AssertBreach(new AcceptsAnyLength(), "an action that is too short");

    [Fact]
    public void Steps_after_the_end_are_found() => AssertBreach(new NeverEnds(), "a step after the end of the episode");

    [Fact]
    public void A_missing_limit_is_found() => AssertBreach(new NoLimit(), "neither terminated nor truncated");

    [Fact]
    public void An_early_limit_is_found() => AssertBreach(new EarlyLimit(), "truncated without a fault");

    [Fact]
    public void Both_ends_at_once_are_found() => AssertBreach(new BothEnds(), "both terminated and truncated");

    [Fact]
    public void A_slow_clock_is_found() => AssertBreach(new SlowClock(), "advances by 0.1 s");

    [Fact]
    public void A_wrong_image_size_is_found() => AssertBreach(new WrongImageSize(), "the specification says 32x16");

    [Fact]
    public void A_missing_camera_is_found() => AssertBreach(new MissingCamera(), "the specification names top, wrist");

    [Fact]
    public void A_wrong_state_length_is_found() => AssertBreach(new WrongStateLength(), "the specification names 3");

    [Fact]
    public void A_state_that_is_not_finite_is_found() => AssertBreach(new NaNState(), "Element 1 of the state is NaN");

    [Fact]
    public void Impossible_limits_are_found() => AssertBreach(new InvertedLimits(), "low must be below high");

    [Fact]
    public void An_impossible_stage_is_found() => AssertBreach(new WrongStage(), "there are 2");

    [Fact]
    public void A_refused_limit_is_found() => AssertBreach(new RefusesLimits(), "at its limits must be accepted");

    private static void AssertBreach(IEnvironment broken, string part)
    {
        using (broken)
            Assert.Contains(EnvironmentContract.Check(broken, 1), breach => breach.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>Changes what the sound world gives.</summary>
    private abstract class Broken : DotWorld
    {
        protected virtual Observation Change(Observation observation) => observation;

        protected virtual EnvironmentStep Change(EnvironmentStep step) => step;

        public override Observation Reset(ulong seed) => Change(base.Reset(seed));

        public override EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            var step = base.Step(action);
            return Change(step with { Observation = Change(step.Observation) });
        }
    }

    private sealed class Unseeded : Broken
    {
        private float _noise;

        protected override Observation Change(Observation o) => o with { State = [o.State[0] + (_noise += 1e-6f), o.State[1]] };
    }

    private sealed class IgnoresSeed : Broken
    {
        public override Observation Reset(ulong seed) => base.Reset(42);
    }

    private sealed class LeaksState : Broken
    {
        private bool _used;

        public override Observation Reset(ulong seed)
        {
            var observation = base.Reset(seed);
            (observation, _used) = (_used ? observation with { State = [0, 0] } : observation, true);
            return observation;
        }
    }

    private sealed class ReusesBuffer : Broken
    {
        private readonly RgbImage _shared = new(Size, Size, new byte[Size * Size * 3]);

        protected override Observation Change(Observation o)
        {
            o.Images["top"].Pixels.CopyTo(_shared.Pixels, 0);
            return o with { Images = new Dictionary<string, RgbImage> { ["top"] = _shared } };
        }
    }

    private sealed class AcceptsNaN : Broken
    {
        public override EnvironmentStep Step(ReadOnlySpan<float> action) =>
            base.Step(action.Length == 2 && !float.IsFinite(action[0] + action[1]) ? [0, 0] : action);
    }

    private sealed class AcceptsAnyLength : Broken
    {
        public override EnvironmentStep Step(ReadOnlySpan<float> action) => base.Step(action.Length == 2 ? action : [0, 0]);
    }

    private sealed class NeverEnds : Broken
    {
        private EnvironmentStep? _last;

        public override EnvironmentStep Step(ReadOnlySpan<float> action)
        {
            try
            {
                return _last = base.Step(action);
            }
            catch (InvalidOperationException)
            {
                return _last!;
            }
        }
    }

    private sealed class NoLimit : Broken
    {
        protected override EnvironmentStep Change(EnvironmentStep step) => step with { Truncated = false, Terminated = false };
    }

    private sealed class EarlyLimit : Broken
    {
        protected override EnvironmentStep Change(EnvironmentStep step) => step with { Truncated = step.Observation.Timestamp > 0.35, Terminated = false };
    }

    private sealed class BothEnds : Broken
    {
        protected override EnvironmentStep Change(EnvironmentStep step) =>
            step with { Truncated = step.Truncated || step.Terminated, Terminated = step.Truncated || step.Terminated };
    }

    private sealed class SlowClock : Broken
    {
        protected override Observation Change(Observation o) => o with { Timestamp = o.Timestamp / 2 };
    }

    private sealed class WrongImageSize : Broken
    {
        private EnvironmentSpec? _spec;

        public override EnvironmentSpec Spec => _spec ??= base.Spec with { ImageWidth = 32 };
    }

    private sealed class MissingCamera : Broken
    {
        private EnvironmentSpec? _spec;

        public override EnvironmentSpec Spec => _spec ??= base.Spec with { Cameras = ["top", "wrist"] };
    }

    private sealed class WrongStateLength : Broken
    {
        private EnvironmentSpec? _spec;

        public override EnvironmentSpec Spec => _spec ??= base.Spec with { StateNames = ["x", "y", "z"] };
    }

    private sealed class NaNState : Broken
    {
        protected override Observation Change(Observation o) => o with { State = [o.State[0], float.NaN] };
    }

    private sealed class InvertedLimits : Broken
    {
        private EnvironmentSpec? _spec;

        public override EnvironmentSpec Spec => _spec ??= base.Spec with { ActionLow = [0.2f, -0.1f] };
    }

    private sealed class WrongStage : Broken
    {
        protected override EnvironmentStep Change(EnvironmentStep step) => step with { Truth = step.Truth! with { Stage = 2 } };
    }

    private sealed class RefusesLimits : Broken
    {
        public override EnvironmentStep Step(ReadOnlySpan<float> action) =>
            action.Length == 2 && action[0] is <= -0.1f or >= 0.1f ? throw new ArgumentException("Too far.") : base.Step(action);
    }
}

using CsCheck;
using Robotics.Datasets;
using Robotics.Policy.Imitation;

namespace Robotics.Policy.Tests.Imitation;

public sealed class RewardAlignedWeightsTests
{
    [Fact]
    public void Hand_worked_dataset()
    {
        // delta 1: gains are .2 .005 -.1 0 | .1 0, their mean is .205/6 and negative ones count nothing
        var weights = RewardAlignedWeights.Compute([[0f, 0.2f, 0.205f, 0.105f], [0.5f, 0.6f]], delta: 1, kappa: 0.01);
        double[] gains = [0.2, 0.005, -0.1, 0, 0.1, 0];
        var mu = 0.205 / 6;
        var sigma = Math.Sqrt(gains.Sum(r => (r - mu) * (r - mu)) / 6);
        double Soft(double r) => (r - (mu - (2 * sigma))) / ((4 * sigma) + 1e-6);

        Assert.Equal([1f, (float)Soft(0.005), 0f, (float)Soft(0)], weights[0], Close);
        Assert.Equal([1f, (float)Soft(0)], weights[1], Close);
        Assert.Equal(mu, weights.DeltaMean, 6);
        Assert.Equal(sigma, weights.DeltaStd, 6);
        Assert.Equal(1.0 / 6, weights.ZeroShare, 9);
        Assert.Equal(2.0 / 6, weights.FullShare, 9);
        Assert.InRange(Soft(0), 0.3, 0.5);
    }

    [Fact]
    public void The_look_ahead_stops_at_the_last_frame_of_the_episode()
    {
        // delta 3 of 4 frames: .9, .6, .3, 0; the next episode's progress plays no part
        var weights = RewardAlignedWeights.Compute([[0f, 0.3f, 0.6f, 0.9f], [0.9f, 0.9f, 0.9f, 0.9f]], delta: 3, kappa: 0.25);
        Assert.Equal([1f, 1f, 1f], weights[0][..3]);
        Assert.Equal(weights[1][0], weights[0][3]);
        Assert.Equal(1.8 / 8, weights.DeltaMean, 6);
    }

    [Fact]
    public void Kappa_must_be_passed_to_count_fully()
    {
        // powers of two, so that the gains are exact: .25 does not pass .25, .5 does
        var weights = RewardAlignedWeights.Compute([[0f, 0.25f, 0.75f, 0.75f, 0f]], delta: 1, kappa: 0.25);
        Assert.InRange(weights[0][0], 0.4f, 0.99f);
        Assert.Equal([1f, weights[0][4], 0f], weights[0][1..4]);
    }

    [Fact]
    public void A_negative_mean_counts_as_zero()
    {
        // gains -.5, 0 | 0: mu would be -1/6; clamped to 0, zero gain sits in the middle of the soft branch
        var weights = RewardAlignedWeights.Compute([[0.5f, 0f], [0.25f]], delta: 1);
        Assert.Equal(-1.0 / 6, weights.DeltaMean, 6);
        Assert.Equal(0f, weights[0][0]);
        Assert.Equal(0.5f, weights[0][1], 1e-5f);
    }

    [Fact]
    public void Effective_sample_size_of_known_weights()
    {
        // two full weights and one of zero
        var weights = RewardAlignedWeights.Compute([[0f, 0.5f, 1f, 0.2f]], delta: 1);
        var soft = weights[0][3];
        Assert.Equal([1f, 1f, 0f], weights[0][..3]);
        Assert.Equal((2 + soft) * (2 + soft) / (2 + (soft * soft)), weights.EffectiveSampleSize, 5);
        Assert.Equal((2 + soft) / 4, weights.Mean, 6);
        Assert.Equal(4, weights.Frames);
    }

    [Fact]
    public void Suspicious_means_are_warned_of()
    {
        var climbing = Enumerable.Range(0, 100).Select(t => t / 100f).ToArray();
        var falling = climbing.Reverse().ToArray();
        Assert.Contains("above 0.8", RewardAlignedWeights.Compute([climbing], 8).Warning);
        Assert.Contains("below 0.3", RewardAlignedWeights.Compute([falling], 8).Warning);
        Assert.Null(RewardAlignedWeights.Compute([climbing, falling], 8).Warning);
    }

    [Fact]
    public void Progress_that_is_not_finite_names_episode_and_frame()
    {
        var e = Assert.Throws<DataException>(() => RewardAlignedWeights.Compute([[0f], [0f, 0.1f, float.NaN]], 4, episodeNumbers: [3, 17]));
        Assert.Contains("Episode 17, frame 2", e.Message);
        Assert.Throws<DataException>(() => RewardAlignedWeights.Compute([[0f], []], 4));
        Assert.Throws<DataException>(() => RewardAlignedWeights.Compute([], 4));
    }

    [Fact]
    public void Batch_weights_sum_to_the_batch_size()
    {
        float[] weights = [1f, 0.5f, 0f, 0.5f];
        RewardAlignedWeights.NormalizeBatch(weights);
        Assert.Equal([2f, 1f, 0f, 1f], weights, Close);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(1f, float.NaN)]
    [InlineData(1f, float.PositiveInfinity)]
    [InlineData(1f, -0.5f)]
    public void A_batch_that_cannot_teach_is_refused(float first, float second) =>
        Assert.Throws<DataException>(() => RewardAlignedWeights.NormalizeBatch([first, second]));

    [Fact]
    public void Weights_lie_between_zero_and_one_and_grow_with_the_gain() => Episodes.Sample(
        episodes =>
        {
            const int delta = 5;
            var weights = RewardAlignedWeights.Compute(episodes, delta);
            var pairs = episodes
                .SelectMany((phi, e) => phi.Select((p, t) => (Gain: (double)phi[Math.Min(t + delta, phi.Length - 1)] - p, Weight: weights[e][t])))
                .OrderBy(pair => pair.Gain)
                .ToArray();
            return pairs.All(p => p.Weight is >= 0 and <= 1) && pairs.Zip(pairs.Skip(1)).All(n => n.First.Weight <= n.Second.Weight);
        },
        iter: 200);

    [Fact]
    public void Shifting_all_progress_changes_nothing() => Episodes.Sample(
        episodes =>
        {
            var shifted = episodes.Select(phi => Array.ConvertAll(phi, p => p + 1)).ToArray();
            var (a, b) = (RewardAlignedWeights.Compute(episodes, 5), RewardAlignedWeights.Compute(shifted, 5));
            return Math.Abs(a.DeltaMean - b.DeltaMean) < 1e-6 && Math.Abs(a.DeltaStd - b.DeltaStd) < 1e-6;
        },
        iter: 200);

    [Fact]
    public void Scaling_progress_and_kappa_together_keeps_the_weights() => Episodes.Sample(
        episodes =>
        {
            // powers of two scale floats without rounding
            var scaled = episodes.Select(phi => Array.ConvertAll(phi, p => p * 4)).ToArray();
            var a = RewardAlignedWeights.Compute(episodes, 5, kappa: 0.01, epsilon: 1e-9);
            var b = RewardAlignedWeights.Compute(scaled, 5, kappa: 0.04, epsilon: 4e-9);
            return Enumerable.Range(0, a.Episodes).All(e => a[e].Zip(b[e]).All(w => Math.Abs(w.First - w.Second) < 1e-5f));
        },
        iter: 200);

    private static Gen<float[][]> Episodes => Gen.Float[0f, 1f].Array[1, 30].Array[2, 6];

    private static bool Close(float a, float b) => Math.Abs(a - b) < 1e-5f;
}

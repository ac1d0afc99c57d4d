using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.Policy.Tests.Imitation;

public sealed class ChunkLossTests
{
    private const int Batch = 4, Chunk = 3, Actions = 2;

    static ChunkLossTests() => TorchThreads.Limit(1);

    [Fact]
    public void Gradient_agrees_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        var random = new StepRandom(5);
        var predicted = Draw(random, Batch * Chunk * Actions, 2);
        var target = tensor(Draw(random, Batch * Chunk * Actions, 1)).reshape(Batch, Chunk, Actions);
        var coefficients = Coefficients([2f, 0f, 1.5f, 0.5f], [9, 3, 2, 1]).to(ScalarType.Float64);
        double LossAt(double[] p) => ChunkLoss.Of(tensor(p).reshape(Batch, Chunk, Actions), target, coefficients).ToDouble();

        var leaf = tensor(predicted, requires_grad: true);
        ChunkLoss.Of(leaf.reshape(Batch, Chunk, Actions), target, coefficients).backward();
        var gradient = leaf.grad!.data<double>().ToArray();
        for (var i = 0; i < predicted.Length; i++)
        {
            var (up, down) = (predicted.ToArray(), predicted.ToArray());
            (up[i], down[i]) = (up[i] + 1e-5, down[i] - 1e-5);
            Assert.Equal((LossAt(up) - LossAt(down)) / 2e-5, gradient[i], 1e-7);
        }

        // the frame of weight zero, and the actions that the last two demonstrations do not have, teach nothing
        Assert.All(gradient[6..12], g => Assert.Equal(0, g));
        Assert.All(gradient[16..18], g => Assert.Equal(0, g));
        Assert.All(gradient[20..24], g => Assert.Equal(0, g));
        Assert.All(gradient[..6], g => Assert.NotEqual(0, g));
    }

    [Fact]
    public void Loss_is_the_weighted_mean_of_the_frames_mean_losses()
    {
        using var scope = NewDisposeScope();
        var random = new StepRandom(6);
        var (predicted, target) = (Draw(random, Batch * Chunk * Actions, 2), Draw(random, Batch * Chunk * Actions, 2));
        float[] weights = [1, 0.25f, 0, 0.75f];
        int[] remaining = [1, 2, 3, 50];
        var expected = 0.0;
        for (var b = 0; b < Batch; b++)
        {
            var known = Math.Min(Chunk, remaining[b]) * Actions;
            var errors = Enumerable.Range(b * Chunk * Actions, known).Select(i => Math.Abs(predicted[i] - target[i]));
            expected += weights[b] * errors.Average(e => e < 0.05 ? 0.5 * e * e / 0.05 : e - 0.025) / weights.Sum();
        }

        RewardAlignedWeights.NormalizeBatch(weights);
        var coefficients = Coefficients(weights, remaining).to(ScalarType.Float64);
        var loss = ChunkLoss.Of(
            tensor(predicted).reshape(Batch, Chunk, Actions), tensor(target).reshape(Batch, Chunk, Actions), coefficients);
        Assert.Equal(expected, loss.ToDouble(), 1e-6);
    }

    [Fact]
    public void Where_demonstrations_disagree_the_loss_is_least_at_what_most_of_the_weight_does()
    {
        using var scope = NewDisposeScope();
        var target = tensor(new double[] { 1, 1, 0, 0 }).reshape(Batch, 1, 1);
        var coefficients = tensor(new double[] { 0.4, 0.4, 0.3, 0.3 }).reshape(Batch, 1, 1);
        double LossOf(double action) => ChunkLoss.Of(full(Batch, 1, 1, action, ScalarType.Float64), target, coefficients).ToDouble();

        var best = Enumerable.Range(-20, 150).Select(i => i / 100.0).MinBy(LossOf);
        Assert.InRange(best, 0.95, 1);
    }

    private static Tensor Coefficients(float[] weights, int[] remaining)
    {
        var coefficients = new float[Batch * Chunk];
        for (var b = 0; b < Batch; b++)
            ChunkLoss.Coefficients(coefficients.AsSpan(b * Chunk, Chunk), weights[b], remaining[b], Batch, Actions);
        return tensor(coefficients).reshape(Batch, Chunk, 1);
    }

    private static double[] Draw(StepRandom random, int count, double scale) =>
        [.. Enumerable.Range(0, count).Select(_ => scale * random.NextGaussian())];
}

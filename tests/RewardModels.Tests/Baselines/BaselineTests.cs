using Robotics.Datasets;
using Robotics.RewardModels.Baselines;
using Robotics.RewardModels.Evaluation;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Tests.Sarm;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Baselines;

public class BaselineTests
{
    [Fact]
    public void TheClockKnowsOnlyTime()
    {
        using var clock = new ClockProgress(["a", "b"], new TemporalProportions([1, 3]), 11);
        var input = SyntheticEpisodes.Make(1, 1)[0].Episode.Input;
        var track = clock.Estimate(input);
        Assert.Equal(0.2f, track.Progress[2]);
        Assert.Equal(1, track.Progress[10]);
        Assert.Equal(1, track.Progress[^1]);
        Assert.Equal([0, 0, 0, 1], track.Stages[..4]);
        Assert.Equal(track.Progress, clock.Estimate(ReversedEpisode.Of(input)).Progress);
        var full = clock.EstimateKnowingTheEnd(input);
        Assert.Equal(1, full.Progress[^1]);
        Assert.True(full.Progress[^2] < 1);
        StreamAgrees(clock, input);
    }

    [Fact]
    public void TheRidgeFindsAProgressThatIsLinearInTheFeatures()
    {
        var episodes = SyntheticEpisodes.Make(30, 2).Select(e => e.Episode).ToArray();
        using var ridge = Fit(episodes);
        var held = SyntheticEpisodes.Make(6, 3);
        var metrics = ProgressMetrics.Of(held.Select(e => new ScoredEpisode(ridge.Estimate(e.Episode.Input), ridge.Estimate(e.Episode.Input).Stages, e.Truth)).ToArray(), 1);
        Assert.True(metrics.Mse.Value < 0.01, $"{metrics.Mse.Value}");
        Assert.True(RankCorrelation.ValueOrder(ridge.Estimate(ReversedEpisode.Of(held[0].Episode.Input)).Progress) < -0.8);
        StreamAgrees(ridge, held[0].Episode.Input);
        using var narrow = Fit(episodes, 2);
        StreamAgrees(narrow, held[0].Episode.Input);
    }

    [Fact]
    public void TheRidgeSolvesItsNormalEquations()
    {
        // two inputs on a grid, y = 3 + 2 a - b exactly: without noise the smallest penalty wins and hardly shrinks
        var inputs = Enumerable.Range(0, 100).SelectMany(i => new[] { i % 10f, i / 10 }).ToArray();
        var targets = Enumerable.Range(0, 100).Select(i => 3 + 2 * (i % 10f) - i / 10).ToArray();
        var solution = RidgeRegression.Fit(Enumerable.Repeat((inputs, targets), 10), 2, default);
        Assert.Equal(1e-4, solution.Lambda);
        Assert.Equal(2, solution.Weights[0], 1e-2f);
        Assert.Equal(-1, solution.Weights[1], 1e-2f);
        Assert.Equal(3, solution.Bias, 2e-2);
    }

    [Fact]
    public void TheRidgeAgreesWithLeastSquaresOnPenaltyRows()
    {
        // seven noisy blocks of inputs of very different scales, more than a chunk of rows in the first
        var random = new StepRandom(17);
        var blocks = Enumerable.Range(0, 7).Select(b => Block(random, b == 0 ? 700 : 30)).ToArray();
        var (kept, left) = (Joined(blocks.Where((_, b) => b != 4)), blocks[4]);
        double[] lambdas = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100];
        var best = lambdas.MinBy(l => Error(LeastSquares(kept, l), left));
        var expected = LeastSquares(Joined(blocks), best);
        var solution = RidgeRegression.Fit(blocks, 3, default);
        Assert.Equal(best, solution.Lambda);
        for (var i = 0; i < 3; i++)
            Assert.Equal(expected[i], solution.Weights[i], Math.Abs(expected[i]) * 1e-5);
        Assert.Equal(expected[3], solution.Bias, 1e-5);
    }

    private static (float[] X, float[] Y) Block(StepRandom random, int rows)
    {
        var (x, y) = (new float[rows * 3], new float[rows]);
        for (var t = 0; t < rows; t++)
        {
            var (a, b, c) = (random.NextGaussian(), 5 + 40 * random.NextGaussian(), 0.01 * random.NextGaussian());
            (x[t * 3], x[t * 3 + 1], x[t * 3 + 2]) = ((float)a, (float)b, (float)c);
            y[t] = (float)(0.3 + 0.05 * a + 0.001 * b - 2 * c + 0.3 * random.NextGaussian());
        }
        return (x, y);
    }

    private static (float[] X, float[] Y) Joined(IEnumerable<(float[] X, float[] Y)> blocks) =>
        ([.. blocks.SelectMany(b => b.X)], [.. blocks.SelectMany(b => b.Y)]);

    /// <summary>Weights and bias: a penalty λ s² w² per example is an example of input √(nλ) s and target 0.</summary>
    private static double[] LeastSquares((float[] X, float[] Y) data, double lambda)
    {
        using var scope = NewDisposeScope();
        var n = data.Y.Length;
        var x = tensor(data.X, [n, 3]).to(ScalarType.Float64);
        var deviation = (x - x.mean([0])).square().mean([0]).sqrt();
        var scale = deviation.Plus(deviation.mean().Times(0.1)).Plus(tensor(1e-6, ScalarType.Float64));
        var penalty = cat([diag(scale.Times(Math.Sqrt(n * lambda))), zeros([3, 1], ScalarType.Float64)], 1);
        var rows = cat([cat([x, ones([n, 1], ScalarType.Float64)], 1), penalty], 0);
        var targets = cat([tensor(data.Y).to(ScalarType.Float64), zeros([3], ScalarType.Float64)], 0).unsqueeze(1);
        return linalg.lstsq(rows, targets).Solution.data<double>().ToArray();
    }

    private static double Error(double[] solution, (float[] X, float[] Y) data) => Enumerable.Range(0, data.Y.Length).Average(t =>
        Math.Pow(data.X[t * 3] * solution[0] + data.X[t * 3 + 1] * solution[1] + data.X[t * 3 + 2] * solution[2] + solution[3] - data.Y[t], 2));

    [Fact]
    public void TheRidgeNamesAMissingCamera()
    {
        var episodes = SyntheticEpisodes.Make(3, 2).Select(e => e.Episode).ToArray();
        using var ridge = Fit(episodes);
        var input = episodes[0].Input;
        var other = input with { Features = input.Features with { Cameras = ["front", "top"] } };
        Assert.Contains("wrist", Assert.Throws<DataException>(() => ridge.Estimate(other)).Message, StringComparison.Ordinal);
    }

    internal static RidgeProgress Fit(IReadOnlyList<SarmEpisode> episodes, int pooledDimension = 1280) => RidgeProgress.Fit(
        episodes, SyntheticEpisodes.Stages, TemporalProportions.Of(episodes.Select(e => (e.Stages, e.Length)), SyntheticEpisodes.Stages), pooledDimension);

    private static void StreamAgrees(IProgressModel model, ProgressInput input)
    {
        var track = model.Estimate(input);
        using var stream = model.Open(input.Task);
        for (var t = 0; t < track.Length; t++)
        {
            var live = stream.Push(input.Features.Frame(t), SarmModelTests.State(input, t));
            Assert.Equal(track.Progress[t], live.Progress, 1e-5f);
            Assert.Equal(track.Stages[t], live.Stage);
        }
    }
}

using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Baselines;

/// <summary>Weights on raw inputs: y = bias + weights · x.</summary>
internal sealed record RidgeSolution(float[] Weights, double Bias, double Lambda);

/// <summary>
/// Ridge regression by the normal equations. Inputs are standardised, λ counts per example, and its value is the one
/// that does best on every fifth block after fitting to the others; the final fit uses all.
/// </summary>
internal static class RidgeRegression
{
    private static readonly double[] Lambdas = [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100];

    /// <param name="blocks">Per episode its inputs [T, N] and targets [T].</param>
    /// <param name="inputs">N</param>
    /// <param name="cancellation">Stops between blocks.</param>
    internal static RidgeSolution Fit(IEnumerable<(float[] Inputs, float[] Targets)> blocks, int inputs, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (kept, left) = (new Moments(inputs), new Moments(inputs));
        var number = 0;
        foreach (var (x, y) in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            (number++ % 5 == 4 ? left : kept).Add(x, y);
        }
        var lambda = left.Count == 0 ? 1e-2 : Lambdas.MinBy(l => left.Error(kept.Solve(l)));
        kept.Add(left);
        return kept.Solve(lambda);
    }

    /// <summary>Sums over examples z = (x, 1, y) of z zᵀ, from which every fit and every error follows.</summary>
    private sealed class Moments(int inputs)
    {
        private readonly Tensor _sum = zeros([inputs + 2, inputs + 2], ScalarType.Float64);

        internal double Count => _sum[inputs, inputs].item<double>();

        internal void Add(float[] x, float[] y)
        {
            using var scope = NewDisposeScope();
            // in single precision the rounding of the sums exceeds the smallest λ and the matrix is no longer definite
            var rows = cat([tensor(x, [y.Length, inputs]), ones(y.Length, 1), tensor(y, [y.Length, 1])], 1).to(ScalarType.Float64);
            _sum.PlusInPlace(einsum("ti,tj->ij", rows, rows));
        }

        internal void Add(Moments other) => _sum.PlusInPlace(other._sum);

        internal RidgeSolution Solve(double lambda)
        {
            using var scope = NewDisposeScope();
            var mean = _sum[inputs].Times(1 / Count);
            var covariance = _sum.Times(1 / Count).sub_(outer(mean, mean));
            var deviation = covariance.diagonal().narrow(0, 0, inputs).relu().sqrt();
            var scale = deviation.Plus(deviation.mean().Times(0.1)).Plus(tensor(1e-6, ScalarType.Float64));
            var xx = (covariance.narrow(0, 0, inputs).narrow(1, 0, inputs) / scale).div_(scale.unsqueeze(1));
            xx.diagonal().PlusInPlace(tensor(lambda, ScalarType.Float64));
            var xy = covariance.narrow(0, 0, inputs).select(1, inputs + 1) / scale;
            var weights = cholesky_solve(xy.unsqueeze(1), linalg.cholesky(xx)).squeeze(1) / scale;
            var bias = mean[inputs + 1].item<double>() - (weights * mean.narrow(0, 0, inputs)).sum().item<double>();
            return new RidgeSolution(weights.to(ScalarType.Float32).data<float>().ToArray(), bias, lambda);
        }

        /// <summary>Mean squared error of a solution on these examples.</summary>
        internal double Error(RidgeSolution solution)
        {
            using var scope = NewDisposeScope();
            var w = cat([tensor(solution.Weights).to(ScalarType.Float64), tensor(new[] { solution.Bias, -1.0 })], 0);
            return einsum("i,ij,j->", w, _sum, w).item<double>() / Count;
        }
    }
}

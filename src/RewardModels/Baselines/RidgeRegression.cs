using System.Runtime.InteropServices;
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

    /// <param name="blocks">Per episode its inputs [T, N] and targets [T]; enumerated once.</param>
    /// <param name="inputs">N</param>
    /// <param name="cancellation">Stops between blocks and between values of λ.</param>
    internal static RidgeSolution Fit(IEnumerable<(float[] Inputs, float[] Targets)> blocks, int inputs, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var kept = new Moments(inputs);
        double lambda;
        using (var left = new Moments(inputs))
        {
            var number = 0;
            foreach (var (x, y) in blocks)
            {
                cancellation.ThrowIfCancellationRequested();
                (number++ % 5 == 4 ? left : kept).Add(x, y);
            }
            lambda = left.Count == 0 ? 1e-2 : Lambdas.MinBy(candidate =>
            {
                cancellation.ThrowIfCancellationRequested();
                return left.Error(kept.Solve(candidate));
            });
            kept.Add(left);
        }
        return kept.Solve(lambda);
    }

    /// <summary>
    /// Sums over examples z = (x, 1, y) of z zᵀ, from which every fit and every error follows. With thousands of inputs a
    /// matrix of this size takes a hundred megabytes, so none lives longer than it must.
    /// </summary>
    private sealed class Moments(int inputs) : IDisposable
    {
        private const int ChunkRows = 512;

        private readonly Tensor _sum = zeros([inputs + 2, inputs + 2], ScalarType.Float64);

        internal double Count => _sum[inputs, inputs].item<double>();

        internal void Add(float[] x, float[] y)
        {
            for (var from = 0; from < y.Length; from += ChunkRows)
            {
                using var scope = NewDisposeScope();
                var rows = Rows(x, y, from, Math.Min(ChunkRows, y.Length - from));
                _sum.PlusInPlace(einsum("ti,tj->ij", rows, rows));
            }
        }

        internal void Add(Moments other) => _sum.PlusInPlace(other._sum);

        internal RidgeSolution Solve(double lambda)
        {
            using var scope = NewDisposeScope();
            var mean = _sum[inputs].Times(1 / Count);
            var (factor, xy, scale) = Factor(mean, lambda);
            var weights = cholesky_solve(xy.unsqueeze(1), factor).squeeze(1) / scale;
            var bias = mean[inputs + 1].item<double>() - (weights * mean.narrow(0, 0, inputs)).sum().item<double>();
            return new RidgeSolution(weights.to(ScalarType.Float32).data<float>().ToArray(), bias, lambda);
        }

        /// <summary>Mean squared error of a solution on these examples.</summary>
        internal double Error(RidgeSolution solution)
        {
            using var scope = NewDisposeScope();
            var w = cat([TensorOf.Values(solution.Weights).to(ScalarType.Float64), TensorOf.Values(new[] { solution.Bias, -1.0 })], 0);
            return einsum("i,ij,j->", w, _sum, w).item<double>() / Count;
        }

        public void Dispose() => _sum.Dispose();

        /// <summary>z of some examples [n, N + 2]; in single precision the rounding of the sums exceeds the smallest λ and the matrix is no longer definite.</summary>
        private Tensor Rows(float[] x, float[] y, int from, int count)
        {
            var rows = empty([count, inputs + 2], ScalarType.Float64);
            var z = MemoryMarshal.Cast<byte, double>(rows.bytes);
            for (var t = from; t < from + count; t++, z = z[(inputs + 2)..])
            {
                for (var i = 0; i < inputs; i++)
                    z[i] = x[t * inputs + i];
                (z[inputs], z[inputs + 1]) = (1, y[t]);
            }
            return rows;
        }

        /// <summary>Cholesky factor of the standardised inputs' covariance, their covariance with the target, and the scale of each.</summary>
        private (Tensor Factor, Tensor Xy, Tensor Scale) Factor(Tensor mean, double lambda)
        {
            using var scope = NewDisposeScope();
            var covariance = _sum.Times(1 / Count);
            using (var product = outer(mean, mean))
                covariance.sub_(product);
            var deviation = covariance.diagonal().narrow(0, 0, inputs).relu().sqrt();
            var scale = deviation.Plus(deviation.mean().Times(0.1)).Plus(tensor(1e-6, ScalarType.Float64));
            var xy = covariance.narrow(0, 0, inputs).select(1, inputs + 1) / scale;
            var xx = covariance.narrow(0, 0, inputs).narrow(1, 0, inputs).div_(scale).div_(scale.unsqueeze(1));
            xx.diagonal().PlusInPlace(tensor(lambda, ScalarType.Float64));
            return (linalg.cholesky(xx).MoveToOuterDisposeScope(), xy.MoveToOuterDisposeScope(), scale.MoveToOuterDisposeScope());
        }
    }
}

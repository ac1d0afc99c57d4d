using System.Numerics;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// AdamW with decoupled weight decay (Loshchilov and Hutter 2019), in PyTorch's arithmetic, as one vectorised pass over
/// a flat buffer with the gradient clipping folded in.
/// </summary>
public sealed class FusedAdamW
{
    private readonly FlatParameters _parameters;
    private readonly float[] _first;
    private readonly float[] _second;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;

    /// <summary>Starts with zero moments.</summary>
    /// <param name="parameters">What to optimise; not owned.</param>
    /// <param name="beta1">Decay of the mean of gradients.</param>
    /// <param name="beta2">Decay of the mean of squared gradients.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="weightDecay">Shrinks parameters by rate x decay a step, apart from the gradient.</param>
    public FusedAdamW(FlatParameters parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        (_parameters, _beta1, _beta2, _epsilon, _weightDecay) = (parameters, beta1, beta2, epsilon, weightDecay);
        _first = new float[parameters.Count];
        _second = new float[parameters.Count];
    }

    /// <summary>Updates made; the bias correction depends on it.</summary>
    public int Updates { get; set; }

    /// <summary>First moments [N].</summary>
    public Span<float> First => _first;

    /// <summary>Second moments [N].</summary>
    public Span<float> Second => _second;

    /// <summary>Applies the gradients that the buffer holds.</summary>
    /// <param name="learningRate">Rate of this update.</param>
    /// <param name="maxGradientNorm">Gradients of a larger Euclidean norm are scaled down to it; 0 turns clipping off.</param>
    /// <returns>The norm before clipping.</returns>
    /// <exception cref="InvalidOperationException">The norm is not finite; parameters stay as they were.</exception>
    public double Update(double learningRate, double maxGradientNorm = 0)
    {
        var gradients = _parameters.Gradients;
        var norm = Norm(gradients);
        if (!double.IsFinite(norm))
            throw new InvalidOperationException($"The gradient of update {Updates + 1} is not finite; lower the learning rate or check the data.");
        var scale = maxGradientNorm > 0 && norm > maxGradientNorm ? maxGradientNorm / (norm + 1e-6) : 1;
        Updates++;
        var correction1 = 1 - Math.Pow(_beta1, Updates);
        var correction2 = Math.Sqrt(1 - Math.Pow(_beta2, Updates));
        var pass = new Pass(
            (float)scale, (float)_beta1, (float)_beta2, (float)(1 - _beta1), (float)(1 - _beta2),
            (float)(1 - learningRate * _weightDecay), (float)(learningRate / correction1), (float)(1 / correction2), (float)_epsilon);
        pass.Apply(_parameters.Values, gradients, _first, _second);
        return norm;
    }

    private static double Norm(ReadOnlySpan<float> gradients)
    {
        // blocks keep the sum accurate without giving up the vector unit
        const int block = 1024;
        double sum = 0;
        for (; gradients.Length > block; gradients = gradients[block..])
            sum += Vector.Sum(SquareSum(gradients[..block], out _));
        sum += Vector.Sum(SquareSum(gradients, out var rest));
        return Math.Sqrt(sum + rest);
    }

    private static Vector<float> SquareSum(ReadOnlySpan<float> values, out float rest)
    {
        var sum = Vector<float>.Zero;
        for (; values.Length >= Vector<float>.Count; values = values[Vector<float>.Count..])
        {
            var v = new Vector<float>(values);
            sum += v * v;
        }
        rest = 0;
        foreach (var value in values)
            rest += value * value;
        return sum;
    }

    /// <summary>The constants of one update and its loop.</summary>
    private readonly record struct Pass(
        float Scale, float Beta1, float Beta2, float Keep1, float Keep2, float Decay, float Rate, float Root, float Epsilon)
    {
        public void Apply(Span<float> values, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
        {
            var width = Vector<float>.Count;
            var i = 0;
            for (; i <= values.Length - width; i += width)
            {
                var g = new Vector<float>(gradients[i..]) * Scale;
                var m = new Vector<float>(first[i..]) * Beta1 + g * Keep1;
                var v = new Vector<float>(second[i..]) * Beta2 + g * g * Keep2;
                m.CopyTo(first[i..]);
                v.CopyTo(second[i..]);
                var step = m * Rate / (Vector.SquareRoot(v) * Root + new Vector<float>(Epsilon));
                (new Vector<float>(values[i..]) * Decay - step).CopyTo(values[i..]);
            }
            for (; i < values.Length; i++)
            {
                var g = gradients[i] * Scale;
                first[i] = first[i] * Beta1 + g * Keep1;
                second[i] = second[i] * Beta2 + g * g * Keep2;
                values[i] = values[i] * Decay - first[i] * Rate / (MathF.Sqrt(second[i]) * Root + Epsilon);
            }
        }
    }
}

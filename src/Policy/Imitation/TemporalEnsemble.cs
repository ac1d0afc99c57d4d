namespace Robotics.Policy.Imitation;

/// <summary>
/// Averages what the plans of the last H steps say about this moment (ACT, arXiv 2304.13705: weight exp(-decay * i), the
/// oldest plan has i = 0). For an absolute action that is the plain average. An increment is not: each plan assumed that
/// its own earlier increments were executed. So an old plan's increments are summed to the target it had in mind, what
/// was executed since is subtracted, and the average is of the increments that would still reach those targets.
/// </summary>
internal sealed class TemporalEnsemble(int chunkSize, double decay, IReadOnlyList<int> deltas)
{
    private readonly LinkedList<Plan> _plans = new();

    public void Reset() => _plans.Clear();

    /// <summary>Adds the newest plan and gives the action for now.</summary>
    /// <param name="chunk">[H, A]</param>
    /// <param name="limit">Brings an action into its range, dimension by dimension.</param>
    /// <returns>[A]</returns>
    public float[] Next(float[,] chunk, Func<float, int, float> limit)
    {
        _plans.AddLast(new Plan(chunk));
        if (_plans.First!.Value.Age >= chunkSize)
            _plans.RemoveFirst();
        var action = new float[chunk.GetLength(1)];
        for (var a = 0; a < action.Length; a++)
            action[a] = limit(Average(a, deltas.Contains(a)), a);
        foreach (var plan in _plans)
            plan.Advance(action);
        return action;
    }

    private float Average(int dimension, bool isDelta)
    {
        double sum = 0, weights = 0, weight = 1;
        foreach (var plan in _plans)
        {
            sum += weight * (isDelta ? plan.RemainingDelta(dimension) : plan.Now(dimension));
            weights += weight;
            weight *= Math.Exp(-decay);
        }

        return (float)(sum / weights);
    }

    /// <summary>A chunk, and what has been executed since it was planned.</summary>
    private sealed class Plan(float[,] chunk)
    {
        private readonly double[] _executed = new double[chunk.GetLength(1)];
        private readonly double[] _planned = new double[chunk.GetLength(1)];

        public int Age { get; private set; }

        public double Now(int dimension) => chunk[Age, dimension];

        public double RemainingDelta(int dimension) => _planned[dimension] + chunk[Age, dimension] - _executed[dimension];

        public void Advance(float[] action)
        {
            for (var a = 0; a < action.Length; a++)
            {
                _planned[a] += chunk[Age, a];
                _executed[a] += action[a];
            }

            Age++;
        }
    }
}

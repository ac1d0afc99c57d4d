namespace Robotics.RewardModels.Learning;

/// <summary>
/// Trains one model, a step at a time. Saved after n steps, loaded into a fresh trainer of the same settings, data and
/// seed, it continues bit for bit as if it had never stopped.
/// </summary>
public interface ITrainer : IDisposable
{
    /// <summary>Steps done.</summary>
    int Step { get; }

    /// <summary>Steps of a complete training.</summary>
    int TotalSteps { get; }

    /// <summary>Does one step.</summary>
    /// <exception cref="InvalidOperationException">The loss or its gradient is not finite.</exception>
    TrainingMetrics Advance();

    /// <summary>Writes parameters, optimiser moments and the step as safetensors.</summary>
    void Save(Stream s);

    /// <summary>Restores what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Robotics.Datasets.DataException">The file is damaged or belongs to another model.</exception>
    void Load(Stream s);
}

/// <summary>What one step did.</summary>
/// <param name="Step">Number of steps done, this one included.</param>
/// <param name="Loss">Total loss of the batch.</param>
/// <param name="GradientNorm">Euclidean norm before clipping.</param>
/// <param name="LearningRate">Rate that the step used.</param>
/// <param name="More">Parts of the loss and other figures by name.</param>
public sealed record TrainingMetrics(
    int Step,
    double Loss,
    double GradientNorm,
    double LearningRate,
    IReadOnlyDictionary<string, double> More);

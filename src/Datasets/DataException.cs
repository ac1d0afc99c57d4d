namespace Robotics.Datasets;

/// <summary>Data that cannot be used as it is; the message names file, episode and frame where known, and a remedy.</summary>
public sealed class DataException : Exception
{
    /// <summary>Makes one from a finished message.</summary>
    public DataException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Makes one from a defect.</summary>
    public DataException(Defect defect, Exception? inner = null)
        : base(defect?.ToString(), inner) => Defect = defect;

    /// <summary>Where it is and what helps, in parts; null where only a message is known.</summary>
    public Defect? Defect { get; }
}

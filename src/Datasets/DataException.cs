namespace Robotics.Datasets;

/// <summary>Data that cannot be used as it is; the message names file, episode and frame where known, and a remedy.</summary>
public sealed class DataException : Exception
{
    /// <summary>Makes one from a finished message.</summary>
    public DataException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

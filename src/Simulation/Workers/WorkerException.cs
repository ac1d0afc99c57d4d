namespace Robotics.Simulation.Workers;

/// <summary>A simulation worker died, fell silent or broke the protocol; its episode is lost, the next can start a new one.</summary>
public sealed class WorkerException : Exception
{
    /// <summary>Makes one from a finished message.</summary>
    public WorkerException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

namespace Robotics.Simulation.Recording;

/// <summary>A demonstration could not be recorded; the message says which and why.</summary>
public sealed class RecordingException : Exception
{
    /// <summary>Makes one from a finished message.</summary>
    public RecordingException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

namespace Robotics.Simulation.Physics;

/// <summary>The physics library is missing, has another version, or refused a model; the message says what to do.</summary>
public sealed class MujocoException : Exception
{
    /// <summary>Makes one from a finished message.</summary>
    public MujocoException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

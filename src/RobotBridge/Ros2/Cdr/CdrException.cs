namespace Robotics.RobotBridge.Ros2.Cdr;

/// <summary>Bytes from the network that are not the message they should be.</summary>
public sealed class CdrException : Exception
{
    /// <summary>Makes one from a finished message.</summary>
    public CdrException(string message)
        : base(message)
    {
    }
}

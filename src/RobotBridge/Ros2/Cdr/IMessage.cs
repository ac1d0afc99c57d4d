namespace Robotics.RobotBridge.Ros2.Cdr;

/// <summary>A ROS 2 message that reads and writes itself as CDR; the records are generated from .msg definitions.</summary>
public interface IMessage<TSelf>
    where TSelf : IMessage<TSelf>
{
    /// <summary>Name and hash of the type.</summary>
    static abstract MessageType Type { get; }

    /// <summary>Reads one from the current position.</summary>
    /// <exception cref="CdrException">The bytes are no such message.</exception>
    static abstract TSelf Read(ref CdrReader reader);

    /// <summary>Writes the fields at the current position.</summary>
    void Write(CdrWriter writer);
}

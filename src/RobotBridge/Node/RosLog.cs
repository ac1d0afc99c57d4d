using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.RclInterfaces;

namespace Robotics.RobotBridge.Node;

/// <summary>Lines on /rosout, where rqt_console and <c>ros2 topic echo /rosout</c> look for them, and for whoever else listens.</summary>
/// <param name="transport">Stays the caller's.</param>
/// <param name="clock">For the stamps.</param>
public sealed class RosLog(ITransport transport, TimeProvider clock) : IDisposable
{
    private const byte Information = 20, Warning = 30;

    // as ROS 2's own layers offer it: who joins late sees what was said before
    private static readonly QosProfile Quality = new(Reliable: true, TransientLocal: true, Depth: 1000);

    private readonly IPublisher<Log> _publisher = transport.Publish<Log>("/rosout", Quality);

    /// <summary>Told of every line and of whether it is a warning, on the thread that wrote it, which may be a control loop: see <see cref="LineQueue"/>.</summary>
    public Action<string, bool>? Written { get; set; }

    /// <summary>What a user may like to know.</summary>
    public void Inform(string text) => Write(Information, text);

    /// <summary>What a user should look after.</summary>
    public void Warn(string text) => Write(Warning, text);

    /// <inheritdoc/>
    public void Dispose() => _publisher.Dispose();

    private void Write(byte level, string text)
    {
        _publisher.Publish(new Log
        {
            Stamp = RosTime.Stamp(RosTime.Now(clock)),
            Level = level,
            Name = transport.NodeName[1..].Replace('/', '.'),
            Msg = text,
        });
        Written?.Invoke(text, level == Warning);
    }
}

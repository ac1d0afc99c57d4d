using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Links.Wire;

/// <summary>Where one end of a session puts its messages.</summary>
internal interface ILinkSender
{
    /// <summary>Sends, or says that there is no room now and nothing was sent.</summary>
    bool TrySend<T>(T message)
        where T : IMessage<T>;
}

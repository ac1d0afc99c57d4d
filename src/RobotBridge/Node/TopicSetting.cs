using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Node;

/// <summary>Topic names that a configuration gives.</summary>
internal static class TopicSetting
{
    private static readonly NodeIdentity AnyNode = new("/", "node");

    /// <summary>Why a name is none; null when it is one, absolute, relative or private.</summary>
    public static string? Fault(string topic)
    {
        if (topic.Length == 0)
            return "the topic is missing";
        try
        {
            TopicName.Expand(topic, AnyNode);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }
}

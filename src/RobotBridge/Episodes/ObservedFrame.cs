using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;

namespace Robotics.RobotBridge.Episodes;

/// <summary>One frame on its way into a recording.</summary>
/// <param name="Episode">Number of the episode within this node's life, from 1.</param>
/// <param name="Moment">What the sensors said; the frame's own.</param>
/// <param name="Progress">What was estimated and published about it.</param>
internal sealed record ObservedFrame(long Episode, Moment Moment, TaskProgress Progress);

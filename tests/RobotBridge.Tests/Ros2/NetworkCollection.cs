namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Tests with processes and sockets run one after the other.</summary>
[CollectionDefinition("network", DisableParallelization = true)]
public sealed class NetworkCollection;

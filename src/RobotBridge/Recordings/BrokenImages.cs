using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Images of a camera that cannot be decoded: one, or those of a stream from a fault up to the next key frame.</summary>
/// <param name="First">Number of the first one's message on the topic.</param>
/// <param name="End">Number of the first message that is whole again.</param>
/// <param name="Fault">What is wrong, for whoever cannot go on without them.</param>
internal sealed record BrokenImages(int First, int End, DataException Fault);

using Robotics.RobotBridge.Ros2.Messages.FfmpegImageTransportMsgs;
using Robotics.RobotBridge.Ros2.Messages.FoxgloveMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>A camera of a recording.</summary>
public sealed record CameraSource
{
    /// <summary>The view's name in the dataset: <c>front</c> becomes <c>observation.images.front</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its topic, of one of the <see cref="Types"/>.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Types of messages that can be a camera: images, and video streams.</summary>
    internal static IReadOnlyList<string> Types { get; } = [CompressedImage.Type.Name, Image.Type.Name, CompressedVideo.Type.Name, FFMPEGPacket.Type.Name];
}

namespace Robotics.RobotBridge.Recordings;

/// <summary>A camera of a recording.</summary>
public sealed record CameraSource
{
    /// <summary>The view's name in the dataset: <c>front</c> becomes <c>observation.images.front</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its topic; sensor_msgs/CompressedImage or sensor_msgs/Image.</summary>
    public string Topic { get; init; } = "";
}

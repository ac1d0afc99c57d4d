using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>A raw and a compressed camera whose images have one shade all over, and the node's side of them.</summary>
internal sealed class TwoCameras : IDisposable
{
    private readonly LentTransport _transport = new();

    public TwoCameras(int queue = 3, params string[] joints) => Sensors = new RobotSensors(
        _transport,
        new SensorSettings
        {
            Cameras = [new CameraTopic { Name = "raw", Topic = "/raw", Compressed = false }, new CameraTopic { Name = "png", Topic = "/png" }],
            Slop = 1e-8,
            Queue = queue,
        },
        joints,
        TimeProvider.System);

    public RobotSensors Sensors { get; }

    public void Raw(long stamp, byte shade, int width = 4, int height = 3, bool isBroken = false)
    {
        var data = new byte[width * height * 3];
        Array.Fill(data, shade);
        Raw(stamp, width, height, isBroken ? data.AsMemory(1) : data);
    }

    public void Raw(long stamp, int width, int height, ReadOnlyMemory<byte> data) => _transport.Deliver(
        "/raw", new Image { Header = Header(stamp), Width = (uint)width, Height = (uint)height, Step = (uint)width * 3, Encoding = "rgb8", Data = data });

    public void Png(long stamp, byte shade, bool isBroken = false)
    {
        var pixels = new byte[36];
        Array.Fill(pixels, shade);
        var data = ImageFile.EncodePng(new RgbImage(4, 3, pixels));
        _transport.Deliver("/png", new CompressedImage { Header = Header(stamp), Format = "png", Data = isBroken ? data.AsMemory(0, 20) : data });
    }

    public void Dispose() => Sensors.Dispose();

    private static Header Header(long stamp) => new() { Stamp = RosTime.Stamp(stamp), FrameId = "camera" };
}

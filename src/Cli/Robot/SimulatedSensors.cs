using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Robot;

/// <summary>Joint states and camera images of the simulated arm, stamped with the time at which they were drawn.</summary>
internal sealed class SimulatedSensors : IDisposable
{
    private readonly PickPlaceRobot _robot;
    private readonly IPublisher<JointState> _joints;
    private readonly List<(string Camera, IPublisher<Image>? Raw, IPublisher<CompressedImage>? Compressed)> _cameras = [];
    private readonly long _cameraPeriod;
    private long _nextImages;

    public SimulatedSensors(ITransport transport, SimulatedRobotSettings settings, PickPlaceRobot robot)
    {
        _robot = robot;
        _cameraPeriod = RosTime.Nanoseconds(1 / settings.CameraRate);
        _joints = transport.Publish<JointState>(settings.JointStates, QosProfile.Default);
        foreach (var camera in settings.Task.Cameras)
        {
            var topic = settings.Images.Replace("{camera}", camera, StringComparison.Ordinal);
            _cameras.Add(settings.Compressed
                ? (camera, null, transport.Publish<CompressedImage>(topic, QosProfile.Default))
                : (camera, transport.Publish<Image>(topic, QosProfile.Default), null));
        }
    }

    /// <summary>Sends the joint state, and images when they are due.</summary>
    public void Publish(long now)
    {
        double[] positions = new double[PickPlaceScene.Joints.Count], velocities = new double[PickPlaceScene.Joints.Count];
        _robot.ReadJoints(positions, velocities);
        _joints.Publish(new JointState { Header = Stamped(now, "base"), Name = [.. PickPlaceScene.Joints], Position = positions, Velocity = velocities });
        if (now < _nextImages)
            return;
        // on the grid of the rate, unless the loop was away for longer than that
        _nextImages = Math.Max(_nextImages + _cameraPeriod, now - _cameraPeriod);
        var images = _robot.Draw();
        foreach (var (camera, raw, compressed) in _cameras)
        {
            raw?.Publish(Raw(images[camera], Stamped(now, camera)));
            compressed?.Publish(new CompressedImage { Header = Stamped(now, camera), Format = "png", Data = ImageFile.EncodePng(images[camera]) });
        }
    }

    public void Dispose()
    {
        _joints.Dispose();
        foreach (var (_, raw, compressed) in _cameras)
        {
            raw?.Dispose();
            compressed?.Dispose();
        }
    }

    private static Image Raw(RgbImage image, Header header) => new()
    {
        Header = header,
        Width = (uint)image.Width,
        Height = (uint)image.Height,
        Encoding = "rgb8",
        Step = (uint)image.Width * 3,
        Data = image.Pixels,
    };

    private static Header Stamped(long now, string frame) => new() { Stamp = RosTime.Stamp(now), FrameId = frame };
}

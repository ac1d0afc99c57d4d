using System.Diagnostics;
using System.Globalization;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.Benchmarks.Ros2;

/// <summary>The robot's side in a process of its own: three cameras and joint states; listens to the progress that comes back.</summary>
internal static class CameraProcess
{
    internal const string Command = "camera-process";
    internal const int Rate = 30;
    internal const int Width = 640;
    internal const int Height = 480;
    internal static readonly string[] Topics = ["/front", "/side", "/wrist"];
    internal static readonly string[] Joints = ["shoulder", "elbow"];

    /// <summary>Deep enough that a second without a core loses nothing that is reliable.</summary>
    internal static QosProfile Quality(bool reliable) => new(reliable, TransientLocal: false, Depth: Rate);

    internal static Process Start(double seconds, bool reliable, int segments) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!, [Command, seconds.ToString(CultureInfo.InvariantCulture), $"{reliable}", $"{segments}"])
    { RedirectStandardInput = true })!;

    /// <summary>Lets a started one end, and makes sure that it did its work.</summary>
    internal static void Finish(Process cameras)
    {
        cameras.StandardInput.Close();
        cameras.WaitForExit();
        if (cameras.ExitCode != 0)
            throw new InvalidOperationException($"the cameras' process ended with exit code {cameras.ExitCode}");
    }

    /// <summary>Sends all frames, then stays until its input closes, so that lost datagrams can be sent again.</summary>
    internal static void Run(string[] arguments)
    {
        var frames = (int)(double.Parse(arguments[0], CultureInfo.InvariantCulture) * Rate);
        var qos = Quality(bool.Parse(arguments[1]));
        var segment = Math.Max(1, frames / int.Parse(arguments[2], CultureInfo.InvariantCulture));
        using var robot = Network.Join("robot");
        var ages = new Durations();
        using var progress = robot.Subscribe<TaskProgress>("/reward/task_progress", QosProfile.Default, message => ages.Add(Age(message.Header)));
        using var joints = robot.Publish<JointState>("/joint_states", QosProfile.Default);
        var cameras = Topics.Select(topic => robot.Publish<Image>(topic, qos)).ToArray();
        Network.Await(() => cameras.All(camera => camera.Matched == 1), "the cameras are watched");
        var pixels = new byte[Width * Height * 3];
        new Random(1).NextBytes(pixels);
        var (start, told) = (Stopwatch.GetTimestamp(), 0);
        for (var frame = 0; frame < frames; frame++)
        {
            var wait = TimeSpan.FromSeconds(frame / (double)Rate) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                Thread.Sleep(wait);
            Send(cameras, joints, pixels, frame);
            if (progress.Matched > 0 && (frame + 1) % segment == 0)
            {
                var count = ages.Count - told;
                Console.WriteLine($"  {(frame + 1) / Rate,5} s: {count} rewards of {segment} moments, camera stamp to reward received {ages.Text(told)}");
                told += count;
            }
        }
        Console.In.ReadToEnd();
        if (ages.Count > 0)
            Console.WriteLine($"camera stamp to reward received by the robot: {ages.Text()}; {frames} moments, {ages.Count} rewards, {1 - ages.Count / (double)frames:P2} dropped");
    }

    internal static double Age(Header header) => (RosTime.Now(TimeProvider.System) - RosTime.Nanoseconds(header.Stamp)) / 1e6;

    private static void Send(IPublisher<Image>[] cameras, IPublisher<JointState> joints, byte[] pixels, int frame)
    {
        var header = new Header { Stamp = RosTime.Stamp(RosTime.Now(TimeProvider.System)), FrameId = "robot" };
        joints.Publish(new JointState { Header = header, Name = Joints, Position = [frame * 0.001, 0.5] });
        foreach (var camera in cameras)
            camera.Publish(new Image { Header = header, Width = Width, Height = Height, Step = Width * 3, Encoding = "rgb8", Data = pixels });
    }
}

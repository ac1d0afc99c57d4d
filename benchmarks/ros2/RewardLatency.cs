using Robotics.Policy;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Shaping;
using Robotics.RobotBridge.Node;

namespace Robotics.Benchmarks.Ros2;

/// <summary>The observing node in this process, the robot's cameras in another: how old a reward is, and what the node did not manage.</summary>
internal static class RewardLatency
{
    internal static void Run(double seconds, int segments)
    {
        TorchThreads.Limit(1);
        using var model = new UntrainedModel();
        var settings = new NodeSettings
        {
            Task = UntrainedModel.Task,
            Robot = new RobotSettings { Joints = CameraProcess.Joints },
            Sensors = new SensorSettings { Cameras = [.. UntrainedModel.Cameras.Zip(CameraProcess.Topics, (name, topic) => new CameraTopic { Name = name, Topic = topic, Compressed = false })] },
            Progress = new ObserverSettings { Rate = CameraProcess.Rate },
        };
        using var transport = Network.Join(settings.Name);
        using var progress = new LiveProgress(model.Backbone, model.Model, new PotentialShaping(settings.Progress.Gamma), settings.Progress, UntrainedModel.Cameras.Length, settings.Task);
        using var context = new NodeContext(transport, settings, new JointEmbodiment(settings.Robot.Joints), TimeProvider.System);
        using var node = new ObserverNode(context, UntrainedModel.Cameras, progress, model.Model);
        using var cancellation = new CancellationTokenSource();
        LoopTime? time = null;
        var loop = new Thread(() =>
        {
            Volatile.Write(ref time, new LoopTime());
            node.Run(cancellation.Token);
        });
        loop.Start();
        using var cameras = CameraProcess.Start(seconds, reliable: false, segments);
        Network.Await(() => node.Counts.Estimates > 0, "the first reward");
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = new SoakWatch(TimeSpan.FromSeconds(seconds / segments), Volatile.Read(ref time)!);
        while (watch.Elapsed.TotalSeconds < seconds && !cameras.WaitForExit(100))
            watch.Look(node.Counts);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var moments = watch.Elapsed.TotalSeconds * CameraProcess.Rate;
        CameraProcess.Finish(cameras);
        var (ran, waited) = time!.Seconds();
        cancellation.Cancel();
        loop.Join();
        var done = node.Counts;
        Console.WriteLine($"node: {done.Ticks} turns, {done.Estimates} estimates, {done.Overruns} deadlines missed, {done.WithoutViews} turns without a new moment; " +
            $"views dropped {done.DroppedViews}, late {done.LateViews}; undecodable {done.Undecodable}");
        Console.WriteLine($"its loop ran {ran:F1} s and waited {waited:F1} s for a core that others had; garbage collection paused {GC.GetTotalPauseDuration().TotalSeconds:F2} s");
        Console.WriteLine($"{allocated / moments:N0} bytes allocated per moment that the cameras saw, of {CameraProcess.Topics.Length} images");
        Console.WriteLine(watch.Text());
    }
}

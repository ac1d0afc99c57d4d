using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.Benchmarks.Ros2;

/// <summary>Three cameras of another process: what arrives, how late, and what each frame costs in memory.</summary>
internal static class ImageLoad
{
    internal static void Run(double seconds, bool reliable)
    {
        using var node = Network.Join("watcher");
        var (ages, wrong) = (new Durations(), 0);
        var subscriptions = CameraProcess.Topics.Select(topic => node.Subscribe<Image>(topic, CameraProcess.Quality(reliable), image =>
        {
            ages.Add(CameraProcess.Age(image.Header));
            if (image.Data.Length != CameraProcess.Width * CameraProcess.Height * 3)
                Interlocked.Increment(ref wrong);
        })).ToArray();
        using var cameras = CameraProcess.Start(seconds, reliable, segments: 1);
        Network.Await(() => subscriptions.All(subscription => subscription.Received > 0), "images arrive");
        var sent = (long)(seconds * CameraProcess.Rate) * subscriptions.Length;
        var (heap, allocated, before) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true), Received());
        // whoever lacks images for five seconds gets no more
        for (var (last, quiet) = (0L, 0); Received() < sent && quiet < 5; last = Received())
        {
            Thread.Sleep(1000);
            quiet = Received() == last ? quiet + 1 : 0;
        }
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var perFrame = allocated / Math.Max(1, Received() - before);
        heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
        CameraProcess.Finish(cameras);
        Console.WriteLine(
            $"{(reliable ? "reliable" : "best effort")}: {sent} images of {CameraProcess.Width * CameraProcess.Height * 3:N0} bytes in {seconds} s, {sent - Received()} lost, {wrong} damaged; " +
            $"stamp to callback {ages.Text()}; {perFrame:N0} bytes allocated per image, heap grew by {heap:N0} bytes");

        long Received() => subscriptions.Sum(subscription => subscription.Received);
    }
}

using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Three cameras with raw images of 900 kB at 30 Hz, as long as ROBOTICS_CAMERA_SECONDS says (2 by default).</summary>
[Collection("network")]
public sealed class DdsCameraLoadTests(ITestOutputHelper output)
{
    private const int Cameras = 3;
    private const int ImageBytes = 900_000;

    [Fact]
    public void No_reliable_image_is_lost_and_memory_stays_flat()
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        var seconds = double.Parse(Environment.GetEnvironmentVariable("ROBOTICS_CAMERA_SECONDS") ?? "2");
        IsolatedNetwork.Run(() =>
        {
            var settings = new DdsSettings { Domain = 94, LocalhostOnly = true };
            using var robot = new DdsTransport(settings, "robot", RosArguments.None);
            using var node = new DdsTransport(settings, "reward", RosArguments.None);
            // deep enough that a machine busy with other things loses nothing
            var qos = QosProfile.Default with { Depth = 200 };
            var (next, wrong) = (new uint[Cameras], 0);
            var subscriptions = Enumerable.Range(0, Cameras).Select(camera => node.Subscribe<Image>($"/camera{camera}", qos, image =>
            {
                if (image.Height != next[camera]++ || image.Data.Length != ImageBytes)
                    Interlocked.Increment(ref wrong);
            })).ToArray();
            var publishers = Enumerable.Range(0, Cameras).Select(camera => robot.Publish<Image>($"/camera{camera}", qos)).ToArray();
            Eventually.True(() => publishers.All(publisher => publisher.Matched == 1), "all ends match");
            Send(publishers, subscriptions, frames: 10, first: 0);
            var (heap, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true));
            var frames = (int)(seconds * 30);
            Send(publishers, subscriptions, frames, first: 10);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
            output.WriteLine($"{frames * Cameras} images in about {seconds} s, none lost; {allocated / (frames * Cameras):N0} bytes allocated per image; heap grew by {heap:N0} bytes");
            Assert.Equal(0, wrong);
            Assert.True(heap < 2 * ImageBytes, $"the heap grew by {heap:N0} bytes");
            Assert.True(allocated / (frames * Cameras) < 20_000, "an image is copied into a buffer that is there already");
        });
    }

    private static void Send(IPublisher<Image>[] publishers, ISubscription[] subscriptions, int frames, int first)
    {
        var data = new byte[ImageBytes];
        for (var frame = first; frame < first + frames; frame++)
        {
            foreach (var publisher in publishers)
                publisher.Publish(new Image { Width = 1, Height = (uint)frame, Step = ImageBytes, Encoding = "rgb8", Data = data });
            Thread.Sleep(33);
        }
        Eventually.True(() => subscriptions.All(subscription => subscription.Received == first + frames), "every image arrives");
    }
}

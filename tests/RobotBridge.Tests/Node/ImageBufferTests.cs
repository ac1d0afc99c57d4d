using CsCheck;
using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>Who has an image's buffers when: nobody's pixels change under its eyes, and every buffer comes back.</summary>
public sealed class ImageBufferTests
{
    private static readonly string[] Both = ["raw", "png"];

    [Fact]
    public void Whatever_becomes_of_an_image_its_buffers_come_back()
    {
        using var cameras = new TwoCameras(queue: 2);
        var moments = cameras.Sensors.Watch(Both);
        long Lent() => cameras.Sensors.LentBuffers;

        cameras.Raw(100, 1);
        cameras.Raw(200, 2);
        Assert.Equal(2, Lent());
        cameras.Raw(300, 3);
        Assert.Equal((2L, 1L), (Lent(), moments.DroppedViews));
        cameras.Raw(300, 4);
        Assert.Equal((2L, 1L), (Lent(), moments.LateViews));
        cameras.Png(301, 5);
        using (var moment = moments.Take()!)
        {
            Assert.Equal([3, 5], moment.Views.Select(view => (int)view.Pixels[0]));
            Assert.Equal(2, Lent());
        }
        Assert.Equal(0, Lent());
        cameras.Raw(400, 6, isBroken: true);
        cameras.Png(400, 7);
        Assert.Null(moments.Take());
        cameras.Raw(500, 8);
        cameras.Png(500, 9, isBroken: true);
        Assert.Null(moments.Take());
        Assert.Equal((0L, 2L), (Lent(), moments.Undecodable));
        cameras.Raw(600, 10);
        cameras.Sensors.Forget();
        Assert.Equal(0, Lent());
    }

    [Fact]
    public void A_moment_without_joint_state_gives_its_buffers_back()
    {
        using var cameras = new TwoCameras(queue: 2, "a");
        var moments = cameras.Sensors.Watch(Both);
        cameras.Raw(100, 1);
        cameras.Png(100, 2);
        Assert.Null(moments.Take());
        Assert.Equal((0L, 1L), (cameras.Sensors.LentBuffers, moments.WithoutState));
    }

    [Fact]
    public void Two_who_look_through_a_camera_share_its_image_until_both_have_done()
    {
        using var cameras = new TwoCameras();
        var (one, other) = (cameras.Sensors.Watch(["raw"]), cameras.Sensors.Watch(Both));
        cameras.Raw(100, 1);
        cameras.Png(100, 2);
        var (first, second) = (one.Take()!, other.Take()!);
        Assert.Same(first.Views[0], second.Views[0]);
        first.Dispose();
        Assert.Equal(2, cameras.Sensors.LentBuffers);
        Assert.Equal(1, second.Views[0].Pixels[0]);
        second.Dispose();
        Assert.Equal(0, cameras.Sensors.LentBuffers);
    }

    [Fact]
    public void A_moment_is_of_no_use_after_its_end_and_ends_once()
    {
        using var cameras = new TwoCameras();
        var moments = cameras.Sensors.Watch(["raw"]);
        cameras.Raw(100, 1);
        var moment = moments.Take()!;
        var shared = moment.Share();
        moment.Dispose();
        moment.Dispose();
        Assert.Throws<ObjectDisposedException>(() => moment.Views);
        Assert.Throws<ObjectDisposedException>(moment.Share);
        Assert.Equal(1, shared.Views[0].Pixels[0]);
        Assert.Equal(1, cameras.Sensors.LentBuffers);
        shared.Dispose();
        Assert.Equal(0, cameras.Sensors.LentBuffers);
    }

    [Fact]
    public void A_view_that_nobody_holds_is_refused()
    {
        var pool = new BufferPool();
        var view = new CameraView(pool, new byte[3], (copy, buffer) => new RgbImage(1, 1, buffer(3)));
        view.Release();
        Assert.Throws<ObjectDisposedException>(() => view.Image);
        Assert.Throws<ObjectDisposedException>(view.Hold);
        Assert.Throws<InvalidOperationException>(view.Release);
        Assert.Equal(0, pool.Lent);
    }

    [Fact]
    public void A_steady_stream_of_images_allocates_next_to_nothing()
    {
        const int width = 640, height = 480, images = 50;
        using var cameras = new TwoCameras();
        var moments = cameras.Sensors.Watch(["raw"]);
        var data = new byte[width * height * 3];
        Play(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Play(images);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / images, 0, 5000);

        void Play(int from)
        {
            for (var i = from; i < from + images; i++)
            {
                cameras.Raw(100 * (i + 1), width, height, data);
                moments.Take()!.Dispose();
            }
        }
    }

    [Fact]
    public void Under_any_interleaving_every_image_in_use_has_a_buffer_of_its_own_and_shows_what_was_sent() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 25], Gen.Int[0, 100]).Array[0, 150].Sample(Play, iter: 1000, threads: 1);

    private static void Play((int Action, int Frame, int Choice)[] script)
    {
        using var cameras = new TwoCameras();
        (string[] Cameras, MomentSource Source)[] watchers = [(Both, cameras.Sensors.Watch(Both)), (["raw"], cameras.Sensors.Watch(["raw"]))];
        var sent = new Dictionary<(string Camera, long Frame), (byte Shade, int Width)>();
        var held = new List<(string[] Cameras, Moment Moment)>();
        foreach (var (action, frame, choice) in script)
        {
            var shade = (byte)(sent.Count + 1);
            switch (action)
            {
                case <= 2 when sent.TryAdd(("raw", frame), (shade, choice % 2 + 4)):
                    cameras.Raw(frame * 100, shade, choice % 2 + 4, isBroken: choice > 90);
                    break;
                case 3 or 4 when sent.TryAdd(("png", frame), (shade, 4)):
                    cameras.Png(frame * 100 + 5, shade, isBroken: choice > 90);
                    break;
                case 5 or 6 when watchers[choice % 2] is var (names, source) && source.Take() is { } moment:
                    held.Add((names, moment));
                    break;
                case 7 when held.Count > 0:
                    held.Add((held[choice % held.Count].Cameras, held[choice % held.Count].Moment.Share()));
                    break;
                case 8 when held.Count > 0:
                    held[choice % held.Count].Moment.Dispose();
                    held.RemoveAt(choice % held.Count);
                    break;
                case 9 when choice > 90:
                    cameras.Sensors.Forget();
                    break;
            }
            Check(held, sent);
        }
        held.ForEach(entry => entry.Moment.Dispose());
        cameras.Sensors.Forget();
        Assert.Equal(0, cameras.Sensors.LentBuffers);
    }

    private static void Check(List<(string[] Cameras, Moment Moment)> held, Dictionary<(string Camera, long Frame), (byte Shade, int Width)> sent)
    {
        var images = held
            .SelectMany(entry => entry.Cameras.Zip(entry.Moment.Views, (camera, view) => (Key: (camera, entry.Moment.Stamp / 100), view.Pixels, view.Width)))
            .ToArray();
        foreach (var (key, pixels, width) in images)
        {
            Assert.Equal(sent[key].Width, width);
            Assert.False(pixels.AsSpan().ContainsAnyExcept(sent[key].Shade), $"{key} does not show what was sent");
        }
        // one array for every image, one image for every array
        var pairs = images.Select(image => (image.Key, image.Pixels)).Distinct().ToArray();
        Assert.Equal(pairs.Length, pairs.Select(pair => pair.Key).Distinct().Count());
        Assert.Equal(pairs.Length, pairs.Select(pair => pair.Pixels).Distinct().Count());
    }
}

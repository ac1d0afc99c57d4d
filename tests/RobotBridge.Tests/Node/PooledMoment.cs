using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>A moment of one image of one shade whose pixels come from a pool.</summary>
internal static class PooledMoment
{
    public static Moment Make(BufferPool pool, long stamp, int width, int height, byte shade, double[] measured, double[] commanded)
    {
        var view = new CameraView(pool, new[] { shade }, (message, buffer) =>
        {
            var pixels = buffer(width * height * 3);
            Array.Fill(pixels, message.Span[0]);
            return new RgbImage(width, height, pixels);
        });
        return new Moment(stamp, [view.Image], [view], measured, commanded);
    }
}

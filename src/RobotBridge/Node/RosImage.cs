using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>Pixels out of camera messages, which come from the network and are checked.</summary>
public static class RosImage
{
    /// <summary>Decompresses.</summary>
    /// <exception cref="DataException">The bytes are no image.</exception>
    public static RgbImage Decode(CompressedImage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ImageFile.Decode(message.Data.Span, $"camera frame {message.Header.FrameId}");
    }

    /// <summary>Reorders raw pixels: rgb8, bgr8, rgba8, bgra8 and mono8.</summary>
    /// <exception cref="DataException">The encoding is another one, or the sizes contradict each other.</exception>
    public static RgbImage Decode(Image message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (channels, red, green, blue) = message.Encoding switch
        {
            "rgb8" => (3, 0, 1, 2),
            "bgr8" => (3, 2, 1, 0),
            "rgba8" => (4, 0, 1, 2),
            "bgra8" => (4, 2, 1, 0),
            "mono8" => (1, 0, 0, 0),
            _ => throw new DataException($"Camera frame {message.Header.FrameId}: encoding '{message.Encoding}' is none of rgb8, bgr8, rgba8, bgra8, mono8."),
        };
        var (width, height, step) = ((long)message.Width, (long)message.Height, (long)message.Step);
        if (width == 0 || height == 0 || step < width * channels || step * height != message.Data.Length)
            throw new DataException($"Camera frame {message.Header.FrameId}: {message.Data.Length} bytes are not {height} rows of {step} bytes for {width} pixels.");
        var pixels = GC.AllocateUninitializedArray<byte>(checked((int)(width * height * 3)));
        var target = 0;
        for (var row = 0; row < height; row++)
        {
            var source = message.Data.Span.Slice((int)(row * step), (int)width * channels);
            for (var at = 0; at < source.Length; at += channels)
            {
                pixels[target++] = source[at + red];
                pixels[target++] = source[at + green];
                pixels[target++] = source[at + blue];
            }
        }
        return new RgbImage((int)width, (int)height, pixels);
    }
}

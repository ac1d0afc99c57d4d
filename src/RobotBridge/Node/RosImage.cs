using OpenCvSharp;
using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>Pixels out of camera messages, which come from the network and are checked.</summary>
public static class RosImage
{
    /// <summary>The encodings of raw pixels that can be read, for messages.</summary>
    public const string KnownEncodings = "rgb8, bgr8, rgba8, bgra8, mono8, yuv422 (uyvy), yuv422_yuy2 (yuyv) and bayer_*8";

    private static readonly Dictionary<string, (MatType Pixel, ColorConversionCodes? Order)> Encodings = new()
    {
        ["rgb8"] = (MatType.CV_8UC3, null),
        ["bgr8"] = (MatType.CV_8UC3, ColorConversionCodes.BGR2RGB),
        ["rgba8"] = (MatType.CV_8UC4, ColorConversionCodes.RGBA2RGB),
        ["bgra8"] = (MatType.CV_8UC4, ColorConversionCodes.BGRA2RGB),
        ["mono8"] = (MatType.CV_8UC1, ColorConversionCodes.GRAY2RGB),
        ["uyvy"] = (MatType.CV_8UC2, ColorConversionCodes.YUV2RGB_UYVY),
        ["yuv422"] = (MatType.CV_8UC2, ColorConversionCodes.YUV2RGB_UYVY),
        ["yuyv"] = (MatType.CV_8UC2, ColorConversionCodes.YUV2RGB_YUY2),
        ["yuv422_yuy2"] = (MatType.CV_8UC2, ColorConversionCodes.YUV2RGB_YUY2),
        // ROS names the first two pixels of the first row, OpenCV the second and third of the second
        ["bayer_rggb8"] = (MatType.CV_8UC1, ColorConversionCodes.BayerBG2RGB),
        ["bayer_bggr8"] = (MatType.CV_8UC1, ColorConversionCodes.BayerRG2RGB),
        ["bayer_gbrg8"] = (MatType.CV_8UC1, ColorConversionCodes.BayerGR2RGB),
        ["bayer_grbg8"] = (MatType.CV_8UC1, ColorConversionCodes.BayerGB2RGB),
    };

    /// <summary>Whether raw pixels of an encoding can be read.</summary>
    public static bool CanDecode(string encoding) => Encodings.ContainsKey(encoding);

    /// <summary>Decompresses.</summary>
    /// <param name="message">The message.</param>
    /// <param name="buffer">Gives the array for the pixels, of exactly that length; a new one where it is null.</param>
    /// <exception cref="DataException">The bytes are no image.</exception>
    public static RgbImage Decode(CompressedImage message, Func<int, byte[]>? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return ImageFile.Decode(message.Data.Span, $"camera frame {message.Header.FrameId}", buffer);
    }

    /// <summary>Reorders raw pixels: rgb8, bgr8, rgba8, bgra8, mono8, 4:2:2 and Bayer patterns.</summary>
    /// <param name="message">The message.</param>
    /// <param name="buffer">Gives the array for the pixels, of exactly that length; a new one where it is null.</param>
    /// <exception cref="DataException">The encoding is another one, or the sizes contradict each other.</exception>
    public static RgbImage Decode(Image message, Func<int, byte[]>? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!Encodings.TryGetValue(message.Encoding, out var encoding))
            throw new DataException($"Camera frame {message.Header.FrameId}: encoding '{message.Encoding}' is none of {KnownEncodings}.");
        var (width, height, step) = ((long)message.Width, (long)message.Height, (long)message.Step);
        if (width == 0 || height == 0 || step < width * encoding.Pixel.Channels || step * height != message.Data.Length)
            throw new DataException($"Camera frame {message.Header.FrameId}: {message.Data.Length} bytes are not {height} rows of {step} bytes for {width} pixels.");
        if (encoding.Pixel == MatType.CV_8UC2 && width % 2 != 0)
            throw new DataException($"Camera frame {message.Header.FrameId}: {width} pixels a row are odd, where {message.Encoding} has pairs.");
        if (width * height > Array.MaxLength / 3)
            throw new DataException($"Camera frame {message.Header.FrameId}: {width}x{height} pixels are more than an image can have.");
        var image = RgbImage.Unfilled((int)width, (int)height, buffer);
        Reorder(message, encoding.Pixel, encoding.Order, image.Pixels);
        return image;
    }

    private static unsafe void Reorder(Image message, MatType pixel, ColorConversionCodes? order, byte[] pixels)
    {
        fixed (byte* source = message.Data.Span, target = pixels)
        {
            using var from = Mat.FromPixelData((int)message.Height, (int)message.Width, pixel, (nint)source, message.Step);
            using var to = Mat.FromPixelData((int)message.Height, (int)message.Width, MatType.CV_8UC3, (nint)target);
            if (order is { } conversion)
                Cv2.CvtColor(from, to, conversion);
            else
                from.CopyTo(to);
        }
    }
}

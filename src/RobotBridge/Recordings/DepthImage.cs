using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Tells distances from colours: the 8 bits of a video cannot hold them, and decoders would cut them off without a word.</summary>
internal static class DepthImage
{
    /// <summary>What is wrong with one, behind its encoding.</summary>
    public const string Fault = "holds depth or other numbers of more than 8 bits, which no video can";

    // where the header chunk, the first of every PNG, has them
    private const int BitsPlace = 24;
    private const int ColourPlace = 25;

    private static readonly string[] Encodings = ["16UC1", "32FC1", "mono16"];

    /// <summary>Whether an encoding of raw pixels is one of depth.</summary>
    public static bool Is(string encoding) => Encodings.Contains(encoding);

    /// <summary>Whether a compressed image is one of depth, by the format that image_transport writes or by the PNG itself.</summary>
    public static bool Is(CompressedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Is(image.Format.Split(';')[0].Trim())
            || image.Format.Contains("compressedDepth", StringComparison.Ordinal)
            || IsDeepGrey(image.Data.Span);
    }

    private static bool IsDeepGrey(ReadOnlySpan<byte> data) =>
        data.Length > ColourPlace && data.StartsWith(CameraSeries.PngStart) && data[BitsPlace] == 16 && data[ColourPlace] == 0;
}

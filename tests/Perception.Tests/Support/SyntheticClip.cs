using Robotics.Perception.Video;

namespace Robotics.Perception.Tests.Support;

/// <summary>Frames whose number can be read back from the decoded picture: 12 bright or dark squares spell it in binary.</summary>
internal static class SyntheticClip
{
    private const int Bits = 12;
    private const int Square = 16;

    internal static byte[] Frame(int number, int width = 128, int height = 128)
    {
        var rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                int at = (y * width + x) * 3;
                int bit = y / Square * (width / Square) + x / Square;
                byte background = (byte)((x + y + number) % 200);
                (rgb[at], rgb[at + 1], rgb[at + 2]) = bit < Bits
                    ? Gray((number >> bit & 1) == 1 ? (byte)230 : (byte)20)
                    : (background, (byte)(x % 256), (byte)(y % 256));
            }
        return rgb;
    }

    internal static int Number(ReadOnlySpan<byte> rgb, int width = 128)
    {
        int number = 0;
        for (int bit = 0; bit < Bits; bit++)
        {
            int x = bit % (width / Square) * Square + Square / 2, y = bit / (width / Square) * Square + Square / 2;
            if (rgb[(y * width + x) * 3 + 1] > 128) number |= 1 << bit;
        }
        return number;
    }

    internal static string Write(string path, int from, int frames, int fps = 10, VideoCodec codec = VideoCodec.H264, int crf = 18)
    {
        using var writer = new VideoWriter(path, 128, 128, fps, codec, crf);
        for (int i = 0; i < frames; i++) writer.Write(Frame(from + i));
        writer.Complete();
        return path;
    }

    private static (byte Red, byte Green, byte Blue) Gray(byte value) => (value, value, value);
}

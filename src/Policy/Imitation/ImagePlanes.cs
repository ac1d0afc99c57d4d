using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>
/// An image as the network takes it: three square planes [3, S, S] of bytes. Training and acting go through the same
/// reduction, so that a policy sees in the simulator exactly what it saw in the demonstrations.
/// </summary>
internal static class ImagePlanes
{
    public static int Bytes(int size) => 3 * size * size;

    /// <summary>Averages the area behind each pixel; an image that is not square is squeezed.</summary>
    public static void Reduce(RgbImage image, int size, Span<byte> planes)
    {
        for (var row = 0; row < size; row++)
        {
            var (top, bottom) = Range(row, image.Height, size);
            for (var column = 0; column < size; column++)
            {
                var (left, right) = Range(column, image.Width, size);
                Average(image, top, bottom, left, right, planes[((row * size) + column)..], size * size);
            }
        }
    }

    /// <summary>The source pixels [from, to) that fall to one target pixel; at least one.</summary>
    private static (int From, int To) Range(int index, int source, int target)
    {
        var from = (int)((long)index * source / target);
        return (from, Math.Max(from + 1, (int)((long)(index + 1) * source / target)));
    }

    private static void Average(RgbImage image, int top, int bottom, int left, int right, Span<byte> target, int plane)
    {
        int red = 0, green = 0, blue = 0;
        for (var y = top; y < bottom; y++)
        {
            var pixels = image.Pixels.AsSpan(((y * image.Width) + left) * 3, (right - left) * 3);
            for (var i = 0; i < pixels.Length; i += 3)
            {
                red += pixels[i];
                green += pixels[i + 1];
                blue += pixels[i + 2];
            }
        }

        var count = (bottom - top) * (right - left);
        target[0] = (byte)((red + (count / 2)) / count);
        target[plane] = (byte)((green + (count / 2)) / count);
        target[2 * plane] = (byte)((blue + (count / 2)) / count);
    }
}

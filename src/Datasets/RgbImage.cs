namespace Robotics.Datasets;

/// <summary>An 8-bit image, rows from the top, channels red, green, blue: pixels [H, W, 3].</summary>
public sealed record RgbImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <exception cref="ArgumentException">The pixel count is not height x width x 3.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width <= 0 || height <= 0 || pixels.Length != width * height * 3)
            throw new ArgumentException($"{pixels.Length} bytes are not an RGB image of {width}x{height}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>An image of any pixels, to be filled.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="buffer">Gives the array for the pixels, of exactly that length; a new one where it is null.</param>
    public static RgbImage Unfilled(int width, int height, Func<int, byte[]>? buffer = null)
    {
        var length = checked(width * height * 3);
        return new RgbImage(width, height, buffer?.Invoke(length) ?? GC.AllocateUninitializedArray<byte>(length));
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[H, W, 3], 0 to 255.</summary>
    public byte[] Pixels { get; }
}

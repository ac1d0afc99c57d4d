using OpenCvSharp;
using Robotics.Datasets;

namespace Robotics.Perception.Images;

/// <summary>Brings images to the size that a model expects.</summary>
public static class ImageSizing
{
    /// <summary>Scales to a size: by area averaging where the image shrinks, bilinearly where it grows. The same size returns the same image.</summary>
    /// <param name="image">What to scale.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="buffer">Gives the array for the pixels of a new image, of exactly that length; a new one where it is null.</param>
    public static RgbImage Resize(RgbImage image, int width, int height, Func<int, byte[]>? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (image.Width == width && image.Height == height) return image;
        var method = image.Width > width || image.Height > height ? InterpolationFlags.Area : InterpolationFlags.Linear;
        using var source = ImageMats.View(image);
        return ImageMats.Create(width, height, target => Cv2.Resize(source, target, new Size(width, height), 0, 0, method), buffer);
    }

    /// <summary>Scales so that the shorter edge has the given length and the shape is kept; the longer edge is rounded down, as torchvision does.</summary>
    /// <param name="image">What to scale.</param>
    /// <param name="edge">Length of the shorter edge.</param>
    /// <param name="buffer">Gives the array for the pixels of a new image, of exactly that length; a new one where it is null.</param>
    public static RgbImage ResizeShortestEdge(RgbImage image, int edge, Func<int, byte[]>? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(edge);
        return image.Width <= image.Height
            ? Resize(image, edge, (int)((long)edge * image.Height / image.Width), buffer)
            : Resize(image, (int)((long)edge * image.Width / image.Height), edge, buffer);
    }

    /// <summary>Cuts the middle out. An odd remainder leaves one more pixel at the right and the bottom.</summary>
    /// <param name="image">What to cut from.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="buffer">Gives the array for the pixels of a new image, of exactly that length; a new one where it is null.</param>
    /// <exception cref="ArgumentException">The image is smaller than the cut.</exception>
    public static RgbImage CropCentre(RgbImage image, int width, int height, Func<int, byte[]>? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width < width || image.Height < height)
            throw new ArgumentException($"An image of {image.Width}x{image.Height} holds no {width}x{height}.", nameof(image));
        if (image.Width == width && image.Height == height) return image;
        var cut = RgbImage.Unfilled(width, height, buffer);
        int left = (image.Width - width) / 2, top = (image.Height - height) / 2;
        for (int row = 0; row < height; row++)
            image.Pixels.AsSpan(((top + row) * image.Width + left) * 3, width * 3).CopyTo(cut.Pixels.AsSpan(row * width * 3));
        return cut;
    }
}

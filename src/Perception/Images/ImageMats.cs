using OpenCvSharp;
using Robotics.Datasets;

namespace Robotics.Perception.Images;

/// <summary>Views images as OpenCV matrices and back.</summary>
internal static class ImageMats
{
    // images are prepared by many threads at once already; OpenCV's own would only compete with them
    static ImageMats() => Cv2.SetNumThreads(1);

    /// <summary>A matrix over the image's own pixels; valid as long as the image is.</summary>
    internal static Mat View(RgbImage image) => Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC3, image.Pixels);

    /// <summary>An image that the operation fills, through a matrix over its pixels.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="fill">Sets every pixel.</param>
    /// <param name="buffer">Gives the array for the pixels, of exactly that length; a new one where it is null.</param>
    internal static RgbImage Create(int width, int height, Action<Mat> fill, Func<int, byte[]>? buffer = null)
    {
        var image = RgbImage.Unfilled(width, height, buffer);
        using var target = View(image);
        fill(target);
        // OpenCV would silently allocate another buffer if the size did not match
        if (target.Width != width || target.Height != height || target.Type() != MatType.CV_8UC3)
            throw new InvalidOperationException($"The image operation gave {target.Width}x{target.Height}, not {width}x{height}.");
        return image;
    }
}

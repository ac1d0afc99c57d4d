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
    internal static RgbImage Create(int width, int height, Action<Mat> fill) => Fill(new RgbImage(width, height, new byte[width * height * 3]), fill);

    /// <summary>Lets the operation fill an image, through a matrix over its pixels.</summary>
    internal static RgbImage Fill(RgbImage image, Action<Mat> fill)
    {
        using var target = View(image);
        fill(target);
        // OpenCV would silently allocate another buffer if the size did not match
        if (target.Width != image.Width || target.Height != image.Height || target.Type() != MatType.CV_8UC3)
            throw new InvalidOperationException($"The image operation gave {target.Width}x{target.Height}, not {image.Width}x{image.Height}.");
        return image;
    }
}

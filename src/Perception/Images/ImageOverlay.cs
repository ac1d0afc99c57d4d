using OpenCvSharp;
using Robotics.Datasets;

namespace Robotics.Perception.Images;

/// <summary>Marks that videos and reports draw over frames; each returns a new image.</summary>
public static class ImageOverlay
{
    /// <summary>Writes a line of white text on a dark strip along the top.</summary>
    public static RgbImage Caption(RgbImage image, string text)
    {
        ArgumentNullException.ThrowIfNull(image);
        double scale = Math.Max(image.Height / 360.0, 0.3);
        int strip = (int)Math.Ceiling(28 * scale);
        return Draw(image, target =>
        {
            Cv2.Rectangle(target, new Rect(0, 0, image.Width, Math.Min(strip, image.Height)), new Scalar(24, 24, 24), -1);
            Cv2.PutText(target, text, new Point(4, strip - (int)(8 * scale)), HersheyFonts.HersheySimplex, scale * 0.8, Scalar.White, 1, LineTypes.AntiAlias);
        });
    }

    /// <summary>Draws a bar along the bottom that is filled from the left.</summary>
    /// <param name="image">What to draw over.</param>
    /// <param name="fraction">[0, 1]</param>
    public static RgbImage ProgressBar(RgbImage image, double fraction)
    {
        ArgumentNullException.ThrowIfNull(image);
        int height = Math.Max(image.Height / 24, 3), filled = (int)Math.Round(Math.Clamp(fraction, 0, 1) * image.Width);
        return Draw(image, target =>
        {
            Cv2.Rectangle(target, new Rect(0, image.Height - height, image.Width, height), new Scalar(24, 24, 24), -1);
            if (filled > 0) Cv2.Rectangle(target, new Rect(0, image.Height - height, filled, height), new Scalar(46, 160, 67), -1);
        });
    }

    private static RgbImage Draw(RgbImage image, Action<Mat> draw)
    {
        var copy = new RgbImage(image.Width, image.Height, [.. image.Pixels]);
        using var target = ImageMats.View(copy);
        draw(target);
        return copy;
    }
}

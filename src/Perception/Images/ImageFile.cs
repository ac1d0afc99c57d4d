using OpenCvSharp;
using Robotics.Datasets;

namespace Robotics.Perception.Images;

/// <summary>Compressed images: JPEG and PNG bytes.</summary>
public static class ImageFile
{
    // what is wrong with an image goes into the exception, not onto the console
    static ImageFile() => Cv2.SetLogLevel(LogLevel.SILENT);

    // bounds what a forged header can make the decoder allocate
    private const int MaxBytes = 64 << 20;

    /// <summary>Compresses with loss.</summary>
    /// <param name="image">What to compress.</param>
    /// <param name="quality">0 to 100.</param>
    public static byte[] EncodeJpeg(RgbImage image, int quality = 85)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(image, ".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
    }

    /// <summary>Compresses without loss.</summary>
    public static byte[] EncodePng(RgbImage image) => Encode(image, ".png");

    /// <summary>Decodes a JPEG or PNG.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="source">Named in the message where the content is damaged.</param>
    /// <param name="buffer">Gives the array for the pixels, of exactly that length; a new one where it is null.</param>
    /// <exception cref="DataException">The bytes are no image.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> bytes, string source = "image", Func<int, byte[]>? buffer = null)
    {
        if (bytes.Length is 0 or > MaxBytes) throw new DataException($"{source}: {bytes.Length} bytes are no image of up to {MaxBytes >> 20} MiB.");
        try
        {
            using var decoded = Cv2.ImDecode(bytes, ImreadModes.Color);
            if (decoded.Empty()) throw new DataException($"{source}: the bytes are neither a JPEG nor a PNG.");
            if ((long)decoded.Width * decoded.Height > Array.MaxLength / 3) throw new DataException($"{source}: {decoded.Width}x{decoded.Height} pixels are too many.");
            return ImageMats.Create(decoded.Width, decoded.Height, target => Cv2.CvtColor(decoded, target, ColorConversionCodes.BGR2RGB), buffer);
        }
        catch (OpenCVException fault)
        {
            throw new DataException($"{source}: the image cannot be decoded: {fault.ErrMsg}.", fault);
        }
    }

    private static byte[] Encode(RgbImage image, string format, params ImageEncodingParam[] parameters)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var rgb = ImageMats.View(image);
        using var bgr = new Mat();
        Cv2.CvtColor(rgb, bgr, ColorConversionCodes.RGB2BGR);
        Cv2.ImEncode(format, bgr, out var bytes, parameters);
        return bytes;
    }
}

using CsCheck;
using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.Perception.Tests.Support;

namespace Robotics.Perception.Tests.Images;

public sealed class ImageTests
{
    private static readonly Gen<RgbImage> Images = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40])
        .SelectMany((width, height) => Gen.Byte.Array[width * height * 3].Select(pixels => new RgbImage(width, height, pixels)));

    [Fact]
    public void Png_returns_every_pixel() => Images.Sample(image => Assert.Equal(image.Pixels, ImageFile.Decode(ImageFile.EncodePng(image)).Pixels), iter: 50);

    [Fact]
    public void Jpeg_keeps_size_and_colour_order()
    {
        var image = new RgbImage(16, 8, [.. Enumerable.Range(0, 128).SelectMany(_ => (byte[])[200, 100, 20])]);
        var decoded = ImageFile.Decode(ImageFile.EncodeJpeg(image, 95));
        Assert.Equal((16, 8), (decoded.Width, decoded.Height));
        Assert.Equal(200.0, decoded.Pixels[0], 4.0);
        Assert.Equal(20.0, decoded.Pixels[2], 4.0);
    }

    [Fact]
    public void Shrinking_by_whole_factors_is_the_mean_of_each_block() => Gen.Select(Gen.Int[1, 4], Gen.Byte.Array[12 * 12 * 3]).Sample((factor, pixels) =>
    {
        var small = ImageSizing.Resize(new RgbImage(12, 12, pixels), 12 / factor, 12 / factor);
        double mean = Enumerable.Range(0, factor * factor).Average(i => pixels[(i / factor * 12 + i % factor) * 3]);
        Assert.Equal(mean, small.Pixels[0], 0.51);
    });

    [Fact]
    public void The_centre_of_the_shortest_edge_is_taken_as_torchvision_does()
    {
        var image = new RgbImage(64, 48, SyntheticClip.Frame(3, 64, 48));
        var scaled = ImageSizing.ResizeShortestEdge(image, 24);
        Assert.Equal((32, 24), (scaled.Width, scaled.Height));
        var cut = ImageSizing.CropCentre(scaled, 24, 24);
        Assert.Equal(scaled.Pixels[(4 * 3)..(28 * 3)], cut.Pixels[..(24 * 3)]);
        Assert.Same(image, ImageSizing.Resize(image, 64, 48));
        Assert.Throws<ArgumentException>(() => ImageSizing.CropCentre(image, 65, 48));
    }

    [Fact]
    public void Bytes_that_are_no_image_are_refused_with_their_source()
    {
        Assert.Contains("frame 7", Assert.Throws<DataException>(() => ImageFile.Decode("no image"u8, "frame 7")).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => ImageFile.Decode([]));
        var png = ImageFile.EncodePng(new RgbImage(8, 8, new byte[192]));
        Assert.Throws<DataException>(() => ImageFile.Decode(png.AsSpan(0, 30)));
    }

    [Fact]
    public void Overlays_leave_the_original_alone()
    {
        var image = new RgbImage(128, 128, new byte[128 * 128 * 3]);
        var marked = ImageOverlay.ProgressBar(ImageOverlay.Caption(image, "grasp the cube"), 0.5);
        Assert.All(image.Pixels, value => Assert.Equal(0, value));
        int lastRow = 127 * 128 * 3;
        Assert.Equal(160, marked.Pixels[lastRow + 1]);
        Assert.Equal(24, marked.Pixels[lastRow + 127 * 3]);
    }
}

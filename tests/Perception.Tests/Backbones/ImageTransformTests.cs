using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Images;
using Robotics.Perception.Tests.Support;

namespace Robotics.Perception.Tests.Backbones;

public sealed class ImageTransformTests
{
    private const int Size = 48;

    [Theory]
    [InlineData(ImageFit.Stretch)]
    [InlineData(ImageFit.ShortestEdge)]
    public void Images_of_any_sizes_in_a_row_are_fitted_as_each_alone_in_buffers_that_are_used_again(ImageFit fit)
    {
        var settings = new BackboneSettings { InputSize = Size, Resize = fit, Layout = TensorLayout.Nhwc, Scale = 1, Mean = [0, 0, 0], Std = [1, 1, 1] };
        var transform = new ImageTransform(settings);
        RgbImage[] images = [.. new[] { (128, 96), (Size, Size), (96, 128), (Size, 2 * Size) }.Select((size, i) => new RgbImage(size.Item1, size.Item2, SyntheticClip.Frame(i, size.Item1, size.Item2)))];
        byte[][] expected = [.. images.Select(image => fit == ImageFit.Stretch
            ? ImageSizing.Resize(image, Size, Size).Pixels
            : ImageSizing.CropCentre(ImageSizing.ResizeShortestEdge(image, Size), Size, Size).Pixels)];
        var input = new float[transform.Length];
        for (int i = 0; i < 3 * images.Length; i++)
        {
            transform.Apply(images[i % images.Length], input);
            Assert.Equal(expected[i % images.Length], Array.ConvertAll(input, value => (byte)value));
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        transform.Apply(images[0], input);
        // a fitted image alone has 6912
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3000);
    }
}

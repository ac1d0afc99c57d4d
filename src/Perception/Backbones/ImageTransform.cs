using Robotics.Datasets;
using Robotics.Perception.Images;

namespace Robotics.Perception.Backbones;

/// <summary>Turns images into the network's input: fitted to its square, normalised, in its axis order.</summary>
internal sealed class ImageTransform
{
    private readonly BackboneSettings _settings;

    // the same sizes over and over
    private readonly BufferPool _buffers = new();

    // every pixel has one of 256 values: normalising is a look-up
    private readonly float[][] _normalised;

    internal ImageTransform(BackboneSettings settings)
    {
        _settings = settings;
        _normalised = [.. Enumerable.Range(0, 3).Select(channel => Enumerable.Range(0, 256)
            .Select(pixel => (float)((pixel * settings.Scale - settings.Mean[channel]) / settings.Std[channel])).ToArray())];
    }

    /// <summary>Values of one prepared image.</summary>
    internal int Length => 3 * _settings.InputSize * _settings.InputSize;

    /// <summary>Shape of a batch.</summary>
    internal long[] Shape(int count)
    {
        long size = _settings.InputSize;
        return _settings.Layout == TensorLayout.Nchw ? [count, 3, size, size] : [count, size, size, 3];
    }

    /// <summary>Writes [3, H, W] or [H, W, 3].</summary>
    internal void Apply(RgbImage image, Span<float> input)
    {
        int size = _settings.InputSize;
        var scaled = _settings.Resize == ImageFit.Stretch
            ? ImageSizing.Resize(image, size, size, _buffers.Rent)
            : ImageSizing.ResizeShortestEdge(image, size, _buffers.Rent);
        var fitted = ImageSizing.CropCentre(scaled, size, size, _buffers.Rent);
        Normalise(fitted.Pixels, input);
        if (!ReferenceEquals(fitted, scaled)) _buffers.Return(fitted.Pixels);
        if (!ReferenceEquals(scaled, image)) _buffers.Return(scaled.Pixels);
    }

    private void Normalise(ReadOnlySpan<byte> pixels, Span<float> input)
    {
        int plane = pixels.Length / 3;
        bool planar = _settings.Layout == TensorLayout.Nchw;
        for (int channel = 0; channel < 3; channel++)
        {
            var normalised = _normalised[channel].AsSpan();
            int at = planar ? channel * plane : channel, step = planar ? 1 : 3;
            for (int i = channel; i < pixels.Length; i += 3, at += step) input[at] = normalised[pixels[i]];
        }
    }
}

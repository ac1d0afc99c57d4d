using Robotics.Datasets;
using Robotics.Perception.Backbones;

namespace Robotics.Perception.Tests.Features;

/// <summary>An embedding that can be checked by hand: the frame's own number and its size.</summary>
internal sealed class NumberBackbone(string id = "number-v1") : IImageBackbone
{
    private int _embedded;

    public string Id => id;

    public int Dimension => 2;

    internal int Embedded => _embedded;

    public EmbeddingTime Embed(IReadOnlyList<RgbImage> images, Span<Half> features)
    {
        for (int i = 0; i < images.Count; i++)
        {
            features[2 * i] = (Half)Support.SyntheticClip.Number(images[i].Pixels, images[i].Width);
            features[2 * i + 1] = (Half)images[i].Width;
        }
        Interlocked.Add(ref _embedded, images.Count);
        return default;
    }

    public void Dispose()
    {
    }
}

using Robotics.Datasets;
using Robotics.Perception.Backbones;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>The smallest honest backbone: the mean of every channel.</summary>
internal sealed class MeanColour : IImageBackbone
{
    public string Id => "mean-colour";

    public int Dimension => 3;

    public EmbeddingTime Embed(IReadOnlyList<RgbImage> images, Span<Half> features)
    {
        for (var i = 0; i < images.Count; i++)
            for (var channel = 0; channel < 3; channel++)
                features[i * 3 + channel] = (Half)images[i].Pixels.Where((_, at) => at % 3 == channel).Average(value => value / 255.0);
        return default;
    }

    public void Dispose()
    {
    }
}

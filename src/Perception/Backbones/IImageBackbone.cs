using Robotics.Datasets;

namespace Robotics.Perception.Backbones;

/// <summary>A frozen image encoder: the same image gives the same embedding, whatever stands beside it in a batch.</summary>
public interface IImageBackbone : IDisposable
{
    /// <summary>Identity of the weights, the image transform and the pooling; embeddings of two ids are never mixed.</summary>
    string Id { get; }

    /// <summary>D: values of one embedding.</summary>
    int Dimension { get; }

    /// <summary>Embeds images of any size. May be called from several threads at once.</summary>
    /// <param name="images">N images.</param>
    /// <param name="features">[N, D], row major.</param>
    /// <returns>Where the time went.</returns>
    EmbeddingTime Embed(IReadOnlyList<RgbImage> images, Span<Half> features);
}

/// <summary>Time of one call, by part.</summary>
/// <param name="Transform">Resizing and normalising the images.</param>
/// <param name="Inference">The network and the pooling.</param>
public readonly record struct EmbeddingTime(TimeSpan Transform, TimeSpan Inference);

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Robotics.Datasets;

namespace Robotics.Perception.Features;

/// <summary>
/// What the features of one view of one episode were computed from. The key is made of content and never of names, so that a
/// changed video, segment or backbone is another key, and a copied dataset is the same.
/// </summary>
/// <param name="Video">SHA-256 of the video file, from <see cref="VideoFingerprint"/>.</param>
/// <param name="From">Start of the episode in the file, seconds.</param>
/// <param name="Frames">Frames of the episode.</param>
/// <param name="Fps">Frames per second of the dataset.</param>
/// <param name="BackboneId">Identity of backbone, transform and pooling.</param>
public sealed record FeatureKey(string Video, double From, int Frames, double Fps, string BackboneId)
{
    /// <summary>Place of the episode among those of the file; null where it has the file to itself.</summary>
    public FilePlace? Place { get; init; }

    /// <summary>SHA-256 over all parts [32].</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Video}\n{From:R}\n{Frames}\n{Fps:R}\n{BackboneId}{(Place is { } place ? $"\n{place.Episodes} {place.Frames} {place.FileFrames}" : "")}")));
}

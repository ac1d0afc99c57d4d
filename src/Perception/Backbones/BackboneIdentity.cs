using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Robotics.Datasets.Files;

namespace Robotics.Perception.Backbones;

/// <summary>Derives a backbone's id from everything that changes its numbers: weights, transform, outputs, pooling, projection.</summary>
internal static partial class BackboneIdentity
{
    // raise when the code of transform, pooling or projection changes its results
    private const int CodeVersion = 1;

    internal static string Of(BackboneSettings settings, string modelFile)
    {
        string weights = string.Join('\n', ExternalWeights.Files(modelFile).Prepend(modelFile).Select(FileChecksum.Sha256));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(weights + "\n" + Describe(settings))));
        string name = NotForFileNames().Replace(Path.GetFileNameWithoutExtension(modelFile), "-");
        return $"{name}-{hash[..16]}";
    }

    // threads and batch size are left out: they change the time, not the numbers
    private static string Describe(BackboneSettings settings)
    {
        string Numbers(IEnumerable<double> values) => string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        string spatial = settings.SpatialGrid == 0
            ? "none"
            : $"{settings.Outputs.Map} {settings.SpatialGrid} {settings.SpatialChannels} {SpatialProjection.Seed}";
        return $"{CodeVersion} {settings.InputSize} {settings.Resize} {settings.Layout} {Numbers([settings.Scale])} {Numbers(settings.Mean)} "
            + $"{Numbers(settings.Std)} {settings.Outputs.Pooled} {settings.Pooling} {spatial}";
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NotForFileNames();
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Perception.Backbones.Conversion;

namespace Robotics.Perception.Backbones.Installation;

/// <summary>
/// MobileNetV2 trained on Open Images v4 (Apache-2.0), as it lies in MediaPipe's npm package for 3-D object detection: the
/// body of an SSD detector, in TensorFlow Lite's format, behind the labels in a file of packed assets.
/// </summary>
internal static class ObjectronPackage
{
    internal const string BackboneName = "mobilenetv2-openimages";

    private const string Package = "@mediapipe/objectron@0.4.1675468480";
    private const string Assets = "package/objectron_solution_packed_assets.data";
    private const int ModelOffset = 184;
    private const int ModelLength = 9_987_728;
    private const string ModelChecksum = "d0a5255bf8c4f5a0bc4240741a76c41d5e939f7655078f945f50ab53a9375da6";
    private const int FeatureChannels = 1280;

    /// <summary>Fetches the package with npm and converts the backbone to ONNX.</summary>
    internal static async Task<byte[]> FetchAsync(IProgress<string>? progress, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("backbone-");
        try
        {
            progress?.Report($"fetching {Package} with npm (33 MB)");
            string archive = await NpmClient.PackAsync(Package, folder.FullName, cancellation).ConfigureAwait(false);
            progress?.Report("converting the network to ONNX");
            return TfliteBackbone.ToOnnx(ExtractModel(archive), FeatureChannels);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The detector's model file out of the package's archive.</summary>
    internal static byte[] ExtractModel(string archive)
    {
        using var file = File.OpenRead(archive);
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var entries = new TarReader(unpacked);
        while (entries.GetNextEntry() is { } entry)
            if (entry.Name == Assets && entry.DataStream is { } data) return ReadModel(data, archive);
        throw new DataException($"{archive}: the package holds no {Assets}.");
    }

    private static byte[] ReadModel(Stream assets, string archive)
    {
        var bytes = new byte[ModelOffset + ModelLength];
        if (assets.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw new DataException($"{archive}: {Assets} is too short.");
        byte[] model = bytes[ModelOffset..];
        string checksum = Convert.ToHexStringLower(SHA256.HashData(model));
        return checksum == ModelChecksum ? model : throw new DataException($"{archive}: the model's checksum is {checksum}, not {ModelChecksum}.");
    }
}

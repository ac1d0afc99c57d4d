using Robotics.Datasets;
using Robotics.Perception.Backbones.Installation;

namespace Robotics.Perception.Backbones;

/// <summary>The folder of installed backbones: <c>NAME.onnx</c>, each with its checksum in <c>NAME.onnx.sha256</c>.</summary>
/// <param name="Folder">Usually <c>models/backbones</c> under the repository's root.</param>
public sealed record InstalledBackbones(string Folder)
{
    /// <summary>Names that can stand in <see cref="BackboneSettings.Model"/>.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.onnx").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Where a backbone of this name lies or would lie.</summary>
    public string FileOf(string name) => Path.Combine(Folder, name + ".onnx");

    /// <summary>The ONNX file of a name or path as it stands in <see cref="BackboneSettings.Model"/>.</summary>
    /// <exception cref="DataException">There is none; the message says how to install it.</exception>
    public string Locate(string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        bool isPath = model.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
        string file = isPath ? model : FileOf(model);
        if (File.Exists(file)) return file;
        throw new DataException(isPath
            ? $"{file}: the backbone's ONNX file is missing."
            : $"The backbone '{model}' is not installed in {Folder}. Install it with: ./robotics backbone add {(BackboneInstall.KnownNames.Contains(model) ? model : $"PATH/{model}.onnx")}");
    }
}

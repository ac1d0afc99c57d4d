using Robotics.Datasets.Configuration;

namespace Robotics.Perception.Backbones;

/// <summary>An ONNX image encoder and how images are prepared for it. The defaults are those of MobileNetV2-OpenImages.</summary>
public sealed record BackboneSettings : ISettings
{
    /// <summary>Name of an installed backbone, or the path of an ONNX file (anything that ends in <c>.onnx</c>).</summary>
    public string Model { get; init; } = "mobilenetv2-openimages";

    /// <summary>Width and height of the network's input, pixels. Images that have this size already are fed as they are.</summary>
    public int InputSize { get; init; } = 128;

    /// <summary>How images of another size or shape are fitted.</summary>
    public ImageFit Resize { get; init; } = ImageFit.Stretch;

    /// <summary>Input = (pixel * Scale - Mean) / Std with pixels from 0 to 255.</summary>
    public double Scale { get; init; } = 1.0 / 255;

    /// <summary>Subtracted per channel: red, green, blue.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.5, 0.5, 0.5];

    /// <summary>Divided by per channel: red, green, blue.</summary>
    public IReadOnlyList<double> Std { get; init; } = [0.5, 0.5, 0.5];

    /// <summary>Order of the input's axes.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>Which of the network's outputs are read.</summary>
    public BackboneOutputs Outputs { get; init; } = new();

    /// <summary>How an output of tokens [N, T, D] becomes one embedding [N, D].</summary>
    public TokenPooling Pooling { get; init; } = TokenPooling.FirstToken;

    /// <summary>G: the spatial map is averaged into G x G cells that are appended to the pooled features; 0 leaves the position of things out.</summary>
    public int SpatialGrid { get; init; }

    /// <summary>Values kept of every cell by a fixed random projection.</summary>
    public int SpatialChannels { get; init; } = 32;

    /// <summary>Images per run of the network.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads within one run of the network; several runs go side by side anyway.</summary>
    public int Threads { get; init; } = 1;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (string.IsNullOrWhiteSpace(Model)) yield return new("model", "is empty; give an installed backbone's name or the path of an ONNX file");
        if (InputSize is < 16 or > 2048) yield return new("input_size", $"is {InputSize}; 16 to 2048 pixels are possible");
        if (!(Scale > 0) || !double.IsFinite(Scale)) yield return new("scale", $"is {Scale}; it must be positive");
        if (Mean.Count != 3 || !Mean.All(double.IsFinite)) yield return new("mean", "needs three numbers: red, green, blue");
        if (Std.Count != 3 || !Std.All(value => value > 0 && double.IsFinite(value))) yield return new("std", "needs three positive numbers: red, green, blue");
        if (string.IsNullOrWhiteSpace(Outputs.Pooled)) yield return new("outputs.pooled", "is empty; name the network's embedding output");
        if (SpatialGrid is < 0 or > 32) yield return new("spatial_grid", $"is {SpatialGrid}; 0 (off) to 32 cells a side are possible");
        if (SpatialGrid > 0 && string.IsNullOrWhiteSpace(Outputs.Map)) yield return new("outputs.map", "is empty, but spatial_grid needs a feature map [n, c, h, w]");
        if (SpatialChannels is < 1 or > 4096) yield return new("spatial_channels", $"is {SpatialChannels}; 1 to 4096 are possible");
        if (BatchSize is < 1 or > 1024) yield return new("batch_size", $"is {BatchSize}; 1 to 1024 images are possible");
        if (Threads is < 1 or > 256) yield return new("threads", $"is {Threads}; 1 to 256 are possible");
    }
}

/// <summary>Names of the network's outputs.</summary>
public sealed record BackboneOutputs
{
    /// <summary>The embedding: [N, D], or tokens [N, T, D], or a map [N, D, H, W] that is averaged over space.</summary>
    public string Pooled { get; init; } = "features";

    /// <summary>The feature map [N, C, H, W] for the spatial part; empty where the network has none.</summary>
    public string Map { get; init; } = "map";
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>A trained SARM as one safetensors file: parameters, normalisation, proportions, and names as metadata.</summary>
public sealed class SarmCheckpoint : IDisposable
{
    private const string Format = "sarm-1";

    private SarmCheckpoint(SarmDescription description, IReadOnlyDictionary<string, Tensor> parameters) =>
        (Description, Parameters) = (description, parameters);

    /// <summary>What the model expects and how it reads its outputs.</summary>
    public SarmDescription Description { get; }

    /// <summary>Parameters of both networks by name.</summary>
    internal IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(Parameters.Select(p => KeyValuePair.Create("network." + p.Key, p.Value)))
        {
            ["features.mean"] = TensorOf.Values(Description.Features.Mean),
            ["features.scale"] = TensorOf.Values(Description.Features.Scale),
            ["state.mean"] = TensorOf.Values(Description.State.Mean),
            ["state.scale"] = TensorOf.Values(Description.State.Scale),
            ["proportions"] = TensorOf.Values(Description.Proportions.Shares.ToArray()),
        };
        Safetensors.Write(stream, tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["backbone_id"] = Description.BackboneId,
            ["cameras"] = JsonSerializer.Serialize(Description.Cameras),
            ["stages"] = JsonSerializer.Serialize(Description.Stages),
        });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataException">It is damaged or no SARM checkpoint.</exception>
    public static SarmCheckpoint Read(Stream stream)
    {
        var content = Safetensors.Read(stream);
        try
        {
            var description = Describe(content);
            var parameters = content.Tensors.Where(t => t.Key.StartsWith("network.", StringComparison.Ordinal))
                .ToDictionary(t => t.Key["network.".Length..], t => t.Value.alias().DetachFromDisposeScope());
            return new SarmCheckpoint(description, parameters);
        }
        finally
        {
            content.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in Parameters.Values)
            parameter.Dispose();
    }

    internal static SarmCheckpoint Of(SarmNetwork network, SarmDescription description)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return new SarmCheckpoint(description, network.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone().DetachFromDisposeScope()));
    }

    private static SarmDescription Describe(SafetensorsContent content)
    {
        if (content.Metadata.GetValueOrDefault("format") != Format)
            throw new DataException($"The file is no SARM checkpoint (format '{content.Metadata.GetValueOrDefault("format")}', expected '{Format}').");
        var cameras = Names(content, "cameras");
        var stages = Names(content, "stages");
        var features = new Normalization(Floats(content, "features.mean"), Floats(content, "features.scale"));
        var state = new Normalization(Floats(content, "state.mean"), Floats(content, "state.scale"));
        var shares = Vector<double>(content, "proportions", ScalarType.Float64);
        if (features.Mean.Length == 0 || features.Mean.Length % cameras.Length != 0 || features.Scale.Length != features.Mean.Length
            || state.Scale.Length != state.Mean.Length || shares.Length != stages.Length
            || features.Scale.Concat(state.Scale).Any(s => !(s > 0)) || shares.Any(s => !(s >= 0)) || !(shares.Sum() > 0)
            || features.Mean.Concat(features.Scale).Concat(state.Mean).Concat(state.Scale).Any(v => !float.IsFinite(v)) || !double.IsFinite(shares.Sum()))
            throw new DataException("The statistics of the SARM checkpoint contradict each other or are not finite; copy or train it again.");
        return new SarmDescription(
            content.Metadata.GetValueOrDefault("backbone_id") ?? "", cameras, features.Mean.Length / cameras.Length, state.Mean.Length,
            stages, new TemporalProportions(shares), features, state);
    }

    private static string[] Names(SafetensorsContent content, string key)
    {
        try
        {
            var names = JsonSerializer.Deserialize<string[]>(content.Metadata.GetValueOrDefault(key) ?? "null");
            if (names is { Length: > 0 } && !names.Contains(null) && names.Distinct().Count() == names.Length)
                return names;
        }
        catch (JsonException e)
        {
            throw new DataException($"The SARM checkpoint's {key} cannot be read ({e.Message})", e);
        }
        throw new DataException($"The SARM checkpoint names no {key}, or one twice.");
    }

    private static float[] Floats(SafetensorsContent content, string name) => Vector<float>(content, name, ScalarType.Float32);

    private static T[] Vector<T>(SafetensorsContent content, string name, ScalarType type)
        where T : unmanaged =>
        content.Tensors.TryGetValue(name, out var tensor) && tensor.dtype == type && tensor.dim() == 1
            ? MemoryMarshal.Cast<byte, T>(tensor.bytes).ToArray()
            : throw new DataException($"The SARM checkpoint lacks the vector {name}.");
}

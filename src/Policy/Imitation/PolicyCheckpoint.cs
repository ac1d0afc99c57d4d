using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.Policy.Imitation;

/// <summary>A trained policy as one safetensors file that nothing else is needed for.</summary>
internal static class PolicyCheckpoint
{
    private const string NetworkPrefix = "network.";
    private const string SettingsKey = "policy_settings";
    private const string PeriodKey = "control_period";
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly (string Name, Func<Normalization, float[]> Values)[] Parts =
    [
        ("normalization.state_mean", n => n.StateMean), ("normalization.state_std", n => n.StateStd),
        ("normalization.action_mean", n => n.ActionMean), ("normalization.action_std", n => n.ActionStd),
        ("normalization.action_low", n => n.ActionLow), ("normalization.action_high", n => n.ActionHigh),
    ];

    public static void Write(Stream stream, PolicySettings settings, ChunkNetwork network, Normalization normalization, double controlPeriod)
    {
        using var scope = NewDisposeScope();
        var tensors = Parts.ToDictionary(part => part.Name, part => TensorOf.Values(part.Values(normalization)));
        foreach (var (name, parameter) in network.named_parameters())
            tensors.Add(NetworkPrefix + name, parameter);
        Safetensors.Write(stream, tensors, new Dictionary<string, string>
        {
            [SettingsKey] = JsonSerializer.Serialize(settings, Json),
            [PeriodKey] = controlPeriod.ToString("R", CultureInfo.InvariantCulture),
        });
    }

    /// <exception cref="DataException">The file is no policy, or contradicts itself.</exception>
    public static (PolicySettings Settings, ChunkNetwork Network, Normalization Normalization, double ControlPeriod) Read(Stream stream)
    {
        using var content = Safetensors.Read(stream);
        var settings = ReadSettings(content.Metadata);
        var parts = Array.ConvertAll(Parts, part => Floats(content, part.Name));
        var normalization = new Normalization(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        CheckNormalization(normalization);
        if (!double.TryParse(content.Metadata.GetValueOrDefault(PeriodKey), CultureInfo.InvariantCulture, out var period) || period is not (> 0 and < 1e6))
            throw new DataException("The policy does not say how far apart its actions are; write it again.");
        if (content.Tensors.Values.Sum(stored => (double)stored.numel()) < ChunkNetwork.LeastNumbers(settings, normalization.StateSize, normalization.ActionSize))
            throw new DataException("The settings of the policy describe a larger network than the file holds; file and settings do not belong together.");
        var network = new ChunkNetwork(settings, normalization.StateSize, normalization.ActionSize);
        try
        {
            CopyParameters(content, network);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        return (settings, network, normalization, period);
    }

    private static PolicySettings ReadSettings(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(SettingsKey, out var text))
            throw new DataException("The safetensors file holds no policy: it has no policy settings.");
        try
        {
            var settings = JsonSerializer.Deserialize<PolicySettings>(text, Json) ?? throw new JsonException("they are null");
            return settings.Faults().FirstOrDefault() is { } fault ? throw new JsonException($"{fault.Key} {fault.Message}") : settings;
        }
        catch (JsonException e)
        {
            throw new DataException($"The settings of the policy cannot be used: {e.Message}", e);
        }
    }

    private static void CopyParameters(SafetensorsContent content, ChunkNetwork network)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (!content.Tensors.TryGetValue(NetworkPrefix + name, out var stored) || !stored.shape.SequenceEqual(parameter.shape) || stored.dtype != ScalarType.Float32)
                throw new DataException($"The policy has no {name} of shape [{string.Join(", ", parameter.shape)}]; file and settings do not belong together.");
            if (!stored.isfinite().all().item<bool>())
                throw new DataException($"The policy's {name} holds numbers that are not finite; copy or train it again.");
            parameter.copy_(stored);
        }
    }

    private static float[] Floats(SafetensorsContent content, string name) =>
        content.Tensors.TryGetValue(name, out var stored) && stored.dtype == ScalarType.Float32 && stored.dim() == 1
            ? stored.data<float>().ToArray()
            : throw new DataException($"The policy has no {name}; write it again.");

    private static void CheckNormalization(Normalization n)
    {
        var fits = n.StateStd.Length == n.StateSize && n.ActionStd.Length == n.ActionSize && n.ActionLow.Length == n.ActionSize && n.ActionHigh.Length == n.ActionSize;
        var isFinite = Parts.All(part => Array.TrueForAll(part.Values(n), float.IsFinite));
        if (!fits || !isFinite || n.StateStd.Concat(n.ActionStd).Any(std => !(std > 0)) || n.ActionLow.Zip(n.ActionHigh).Any(limits => !(limits.First <= limits.Second)))
            throw new DataException("The normalisation of the policy contradicts itself; write it again.");
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using Robotics.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>What every trainer stores to continue bit for bit: parameters, both moments of the optimiser, the step.</summary>
public static class TrainingState
{
    private const string Values = "parameters";
    private const string First = "optimizer.first_moment";
    private const string Second = "optimizer.second_moment";
    private const string StepKey = "step";
    private const string NamesKey = "parameter_names";

    /// <summary>Writes the state of a trainer as safetensors.</summary>
    public static void Save(Stream stream, FlatParameters parameters, FusedAdamW optimizer, int step)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>
        {
            [Values] = TensorOf.Values(parameters.Values),
            [First] = TensorOf.Values(optimizer.First),
            [Second] = TensorOf.Values(optimizer.Second),
        };
        var metadata = new Dictionary<string, string>
        {
            [StepKey] = step.ToString(CultureInfo.InvariantCulture),
            [NamesKey] = string.Join('\n', parameters.Names),
        };
        Safetensors.Write(stream, tensors, metadata);
    }

    /// <summary>Restores the state into a model of the same shape and returns the step.</summary>
    /// <exception cref="DataException">The file is damaged or holds another model.</exception>
    public static int Load(Stream stream, FlatParameters parameters, FusedAdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(optimizer);
        using var content = Safetensors.Read(stream);
        if (!content.Metadata.TryGetValue(StepKey, out var text) || !int.TryParse(text, CultureInfo.InvariantCulture, out var step) || step < 0)
            throw new DataException("The checkpoint does not say at which step it was saved; it is no training checkpoint.");
        if (content.Metadata.GetValueOrDefault(NamesKey) != string.Join('\n', parameters.Names))
            throw new DataException("The checkpoint holds the parameters of another model; resume with the settings that it was trained with.");
        // look at all three before the first is overwritten
        var (values, first, second) = (Find(content, Values, parameters.Count), Find(content, First, parameters.Count), Find(content, Second, parameters.Count));
        Floats(values).CopyTo(parameters.Values);
        Floats(first).CopyTo(optimizer.First);
        Floats(second).CopyTo(optimizer.Second);
        optimizer.Updates = step;
        return step;
    }

    private static Tensor Find(SafetensorsContent content, string name, int count) =>
        content.Tensors.TryGetValue(name, out var tensor) && tensor.dtype == ScalarType.Float32 && tensor.numel() == count
            ? tensor
            : throw new DataException($"The checkpoint has no {name} of {count} numbers; resume with the settings that it was trained with.");

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}

using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// Moves all parameters of a model, and their gradients, into one contiguous buffer each. The model keeps its
/// parameters as views, so it computes as before, while the optimiser makes a single pass over memory: on many small
/// tensors that is what most of a step's time would go to.
/// </summary>
public sealed class FlatParameters : IDisposable
{
    private readonly Tensor _values;
    private readonly Tensor _gradients;

    /// <summary>Rebinds the parameters of <paramref name="model"/>; they must be 32-bit floats on the CPU.</summary>
    /// <exception cref="ArgumentException">A parameter has another type or device, or there is none.</exception>
    public FlatParameters(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parameters = model.named_parameters().ToArray();
        foreach (var (name, parameter) in parameters)
            if (parameter.dtype != ScalarType.Float32 || parameter.device_type != DeviceType.CPU)
                throw new ArgumentException($"Parameter {name} is {parameter.dtype} on {parameter.device}, not float32 on the CPU.", nameof(model));
        Count = checked((int)parameters.Sum(p => p.parameter.numel()));
        if (Count == 0)
            throw new ArgumentException("The model has no parameters.", nameof(model));
        Names = parameters.Select(p => p.name).ToArray();
        _values = zeros(Count).DetachFromDisposeScope();
        _gradients = zeros(Count).DetachFromDisposeScope();
        Rebind(parameters);
    }

    /// <summary>Number of scalars N.</summary>
    public int Count { get; }

    /// <summary>Names of the parameters in the order of the buffer.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>All parameters [N]; writing changes the model.</summary>
    public Span<float> Values => MemoryMarshal.Cast<byte, float>(_values.bytes);

    /// <summary>All gradients [N], which a backward pass adds to.</summary>
    public Span<float> Gradients => MemoryMarshal.Cast<byte, float>(_gradients.bytes);

    /// <summary>Clears the gradients before the next backward pass.</summary>
    public void ZeroGradients() => Gradients.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        _gradients.Dispose();
    }

    private void Rebind((string name, Parameter parameter)[] parameters)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        long offset = 0;
        foreach (var (_, parameter) in parameters)
        {
            var length = parameter.numel();
            var view = _values.narrow(0, offset, length).view(parameter.shape);
            view.copy_(parameter);
            parameter.set_(view);
            parameter.grad = _gradients.narrow(0, offset, length).view(parameter.shape);
            offset += length;
        }
    }
}

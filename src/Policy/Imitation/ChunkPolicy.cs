using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.Policy.Imitation;

/// <summary>A trained action-chunking policy. Not for two threads at once: each worker loads its own.</summary>
public sealed class ChunkPolicy : IPolicy
{
    private readonly ChunkNetwork _network;
    private readonly Normalization _normalization;
    private readonly double _controlPeriod;
    private readonly ChunkExecution _execution;
    private readonly TemporalEnsemble _ensemble;
    private readonly Tensor[] _images;
    private readonly Tensor _state;
    private readonly byte[] _planes;

    private ChunkPolicy(string id, PolicySettings settings, ChunkNetwork network, Normalization normalization, double controlPeriod, ChunkExecution execution)
    {
        (Id, Settings, _network, _normalization, _controlPeriod, _execution) = (id, settings, network, normalization, controlPeriod, execution);
        _ensemble = new TemporalEnsemble(settings.ChunkSize, execution.EnsembleDecay, execution.DeltaActions);
        _images = [.. settings.Cameras.Select(_ => empty(1, 3, settings.ImageSize, settings.ImageSize).DetachFromDisposeScope())];
        _state = empty(1, normalization.StateSize).DetachFromDisposeScope();
        _planes = new byte[ImagePlanes.Bytes(settings.ImageSize)];
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>How it was trained.</summary>
    public PolicySettings Settings { get; }

    /// <summary>S, the elements of the state that it was trained on.</summary>
    public int StateSize => _normalization.StateSize;

    /// <summary>A, the elements of an action.</summary>
    public int ActionSize => _normalization.ActionSize;

    /// <summary>Reads what <see cref="BehaviourCloningTrainer.WritePolicy"/> wrote.</summary>
    /// <param name="stream">A whole file.</param>
    /// <param name="execution">How to execute the chunks; null as the settings of the training say.</param>
    /// <exception cref="DataException">The file is no policy, or the execution does not fit its chunks.</exception>
    public static ChunkPolicy Load(Stream stream, ChunkExecution? execution = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var hash = Convert.ToHexStringLower(SHA256.HashData(copy.GetBuffer().AsSpan(0, (int)copy.Length)))[..12];
        copy.Position = 0;
        var (settings, network, normalization, period) = PolicyCheckpoint.Read(copy);
        execution ??= settings.ChunkExecution;
        try
        {
            Check(execution, settings, normalization);
            var how = execution.Mode == ExecutionMode.RecedingHorizon ? $"executes {execution.ExecuteSteps} of {settings.ChunkSize}" : $"ensembles {settings.ChunkSize}";
            return new ChunkPolicy($"chunk policy {hash} {how}", settings, network, normalization, period, execution);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Reset() => _ensemble.Reset();

    /// <summary>Plans the next actions: the part of the chunk that is to be executed before the next plan.</summary>
    /// <returns>[E, A] under a receding horizon, [1, A] under temporal ensembling.</returns>
    /// <exception cref="ArgumentException">The observation lacks a camera or has another state.</exception>
    public ActionChunk Act(Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        TorchThreads.Adopt();
        FillInputs(observation);
        var chunk = Plan();
        if (_execution.Mode == ExecutionMode.RecedingHorizon)
            return new ActionChunk(Limited(chunk, _execution.ExecuteSteps), _controlPeriod);
        var action = _ensemble.Next(chunk, _normalization.Limit);
        var now = new float[1, action.Length];
        action.CopyTo(MemoryMarshal.CreateSpan(ref now[0, 0], action.Length));
        return new ActionChunk(now, _controlPeriod);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_images, image => image.Dispose());
        _state.Dispose();
        _network.Dispose();
    }

    private static void Check(ChunkExecution execution, PolicySettings settings, Normalization normalization)
    {
        if (execution.ExecuteSteps < 1 || execution.ExecuteSteps > settings.ChunkSize)
            throw new DataException($"The policy plans {settings.ChunkSize} actions; {execution.ExecuteSteps} of them cannot be executed.");
        if (execution.Mode == ExecutionMode.TemporalEnsembling && execution.DeltaActions.Any(d => d < 0 || d >= normalization.ActionSize))
            throw new DataException($"delta_actions names a dimension that the {normalization.ActionSize} numbers of an action do not have.");
    }

    private void FillInputs(Observation observation)
    {
        for (var view = 0; view < _images.Length; view++)
        {
            var camera = Settings.Cameras[view];
            if (!observation.Images.TryGetValue(camera, out var image))
                throw new ArgumentException($"The policy looks through camera {camera}; the observation has {string.Join(", ", observation.Images.Keys)}.", nameof(observation));
            ImagePlanes.Reduce(image, Settings.ImageSize, _planes);
            ImageAugmentation.None.Apply(_planes, Settings.ImageSize, MemoryMarshal.Cast<byte, float>(_images[view].bytes));
        }

        if (observation.State.Length != _normalization.StateSize)
            throw new ArgumentException($"The policy was trained on {_normalization.StateSize} numbers of proprioception; the observation has {observation.State.Length}.", nameof(observation));
        _normalization.NormalizeState(observation.State, MemoryMarshal.Cast<byte, float>(_state.bytes));
    }

    /// <summary>[H, A] in the units of the environment.</summary>
    private float[,] Plan()
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var numbers = _network.forward(_images, _state).contiguous().data<float>().ToArray();
        var chunk = new float[Settings.ChunkSize, _normalization.ActionSize];
        for (var i = 0; i < numbers.Length; i++)
            chunk[i / _normalization.ActionSize, i % _normalization.ActionSize] = _normalization.Action(numbers[i], i % _normalization.ActionSize);
        return chunk;
    }

    private float[,] Limited(float[,] chunk, int rows)
    {
        var limited = new float[rows, chunk.GetLength(1)];
        for (var h = 0; h < rows; h++)
        {
            for (var a = 0; a < limited.GetLength(1); a++)
                limited[h, a] = _normalization.Limit(chunk[h, a], a);
        }

        return limited;
    }
}

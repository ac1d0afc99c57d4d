using System.Buffers;
using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Robotics.Datasets;

namespace Robotics.Perception.Backbones;

/// <summary>
/// Any image encoder in ONNX. An embedding is the pooled output, followed, where <see cref="BackboneSettings.SpatialGrid"/>
/// asks for it, by the projected cells of the feature map: D = pooled + G * G * channels.
/// </summary>
public sealed class OnnxBackbone : IImageBackbone
{
    private readonly BackboneSettings _settings;
    private readonly ImageTransform _transform;
    private readonly InferenceSession _session;
    private readonly string _input;
    private readonly string[] _outputs;
    private readonly RunOptions _runOptions = new();
    private readonly string _file;
    private readonly int _pooled;
    private readonly SpatialProjection? _spatial;

    /// <summary>Loads the network and runs it once to learn its sizes.</summary>
    /// <param name="settings">What to load and how to prepare images.</param>
    /// <param name="installed">Where names are looked up.</param>
    /// <exception cref="DataException">The file is missing or no ONNX model, or lacks an output that the settings name.</exception>
    public OnnxBackbone(BackboneSettings settings, InstalledBackbones installed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(installed);
        if (settings.Faults().FirstOrDefault() is { } fault) throw new ArgumentException($"{fault.Key} {fault.Message}", nameof(settings));
        _settings = settings;
        _transform = new ImageTransform(settings);
        _file = installed.Locate(settings.Model);
        Id = BackboneIdentity.Of(settings, _file);
        _session = Open(_file, settings.Threads);
        try
        {
            _outputs = settings.SpatialGrid > 0 ? [settings.Outputs.Pooled, settings.Outputs.Map] : [settings.Outputs.Pooled];
            _input = RequireNames();
            (_pooled, int mapChannels) = Measure();
            if (settings.SpatialGrid > 0) _spatial = new SpatialProjection(settings.SpatialGrid, settings.SpatialChannels, mapChannels);
            Dimension = _pooled + (_spatial?.Dimension ?? 0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public EmbeddingTime Embed(IReadOnlyList<RgbImage> images, Span<Half> features)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (features.Length != images.Count * Dimension)
            throw new ArgumentException($"{features.Length} values do not hold {images.Count} embeddings of {Dimension}.", nameof(features));
        var (transform, inference) = (TimeSpan.Zero, TimeSpan.Zero);
        float[] input = ArrayPool<float>.Shared.Rent(Math.Min(images.Count, _settings.BatchSize) * _transform.Length);
        try
        {
            for (int from = 0; from < images.Count; from += _settings.BatchSize)
            {
                int count = Math.Min(_settings.BatchSize, images.Count - from);
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < count; i++) _transform.Apply(images[from + i], input.AsSpan(i * _transform.Length, _transform.Length));
                long prepared = Stopwatch.GetTimestamp();
                Infer(input, count, features.Slice(from * Dimension, count * Dimension));
                transform += Stopwatch.GetElapsedTime(start, prepared);
                inference += Stopwatch.GetElapsedTime(prepared);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(input);
        }
        return new EmbeddingTime(transform, inference);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    private void Infer(float[] input, int count, Span<Half> features)
    {
        using var outputs = Run(input, count);
        var pooled = new OutputTensor(outputs[0]);
        for (int i = 0; i < count; i++)
            pooled.Embedding(i, _settings.Pooling, features.Slice(i * Dimension, _pooled));
        if (_spatial == null) return;
        var map = new OutputTensor(outputs[1]);
        for (int i = 0; i < count; i++)
            _spatial.Project(map.Image(i), map.Size(2), map.Size(3), features.Slice(i * Dimension + _pooled, _spatial.Dimension));
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(float[] input, int count)
    {
        using var tensor = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, input.AsMemory(0, count * _transform.Length), _transform.Shape(count));
        return _session.Run(_runOptions, [_input], [tensor], _outputs);
    }

    private (int Pooled, int MapChannels) Measure()
    {
        try
        {
            using var outputs = Run(new float[_transform.Length], 1);
            var shapes = outputs.Select(output => new OutputTensor(output)).ToArray();
            shapes[0].RequireRank(_outputs[0], 2, 4);
            if (shapes.Length == 1) return (shapes[0].EmbeddingSize, 0);
            shapes[1].RequireRank(_outputs[1], 4, 4);
            return (shapes[0].EmbeddingSize, shapes[1].Size(1));
        }
        catch (OnnxRuntimeException fault)
        {
            throw new DataException($"{_file}: the network does not run on images of {_settings.InputSize} px: {fault.Message}", fault);
        }
    }

    private string RequireNames()
    {
        foreach (string output in _outputs)
            if (!_session.OutputMetadata.ContainsKey(output))
                throw new DataException($"{_file}: the network has no output '{output}'; it has {string.Join(", ", _session.OutputMetadata.Keys)}.");
        if (_session.InputMetadata.Count == 1) return _session.InputMetadata.Keys.First();
        throw new DataException($"{_file}: an image encoder has one input, this network has {string.Join(", ", _session.InputMetadata.Keys)}.");
    }

    private static InferenceSession Open(string file, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        // idle threads that spin would take the cores that decode the next frames
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new DataException($"{file}: not an ONNX model that ONNX Runtime loads: {fault.Message}", fault);
        }
    }
}

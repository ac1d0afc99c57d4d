using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>A trained SARM: stage and progress of every frame from views, proprioception and instruction, causally.</summary>
public sealed class SarmModel : IProgressModel
{
    private const int ProjectFrames = 256;

    private readonly SarmSettings _settings;
    private readonly SarmNetwork _network;
    private readonly SarmInference _inference;
    private readonly HashedTextEncoder _text;

    /// <summary>Builds the model that a checkpoint describes; the checkpoint may be disposed afterwards.</summary>
    /// <exception cref="DataException">The settings describe another network than the checkpoint holds.</exception>
    public SarmModel(SarmCheckpoint checkpoint, SarmSettings settings)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        Description = checkpoint.Description;
        _network = new SarmNetwork(settings, new SarmShape(Description.Cameras.Count, Description.FeatureDimension, Description.StateDimension, Description.Stages.Count));
        Id = "sarm-" + Fill(_network, checkpoint.Parameters);
        _inference = new SarmInference(settings, Description, _network);
        _text = new HashedTextEncoder(settings.TextDimension);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => Description.Stages;

    /// <summary>What the model expects of its inputs and how it reads its outputs.</summary>
    public SarmDescription Description { get; }

    /// <summary>Reads a checkpoint and builds its model.</summary>
    /// <param name="safetensors">The file.</param>
    /// <param name="settings">The settings it was trained with.</param>
    /// <exception cref="DataException">The file is damaged or belongs to other settings.</exception>
    public static SarmModel Load(Stream safetensors, SarmSettings settings)
    {
        using var checkpoint = SarmCheckpoint.Read(safetensors);
        return new SarmModel(checkpoint, settings);
    }

    /// <inheritdoc/>
    /// <exception cref="DataException">A view is missing, a number is not finite, or the features are of another backbone.</exception>
    public ProgressTrack Estimate(ProgressInput episode, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var views = Description.Views(episode.Features);
        Description.CheckStates(episode);
        if (episode.Features.Length == 0)
            return new ProgressTrack(Id, [], new float[0, Stages.Count], [], []);
        using var inference = inference_mode();
        using var scope = NewDisposeScope();
        var frames = Project(episode, views, cancellation);
        var (probabilities, fractions) = _inference.Episode(frames, Text(episode.Task), cancellation);
        return Track(probabilities.data<float>().ToArray(), fractions.data<float>().ToArray());
    }

    /// <inheritdoc/>
    /// <remarks>Each pushed frame holds the views in the order of <see cref="SarmDescription.Cameras"/>.</remarks>
    public IProgressStream Open(string task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new SarmStream(this, _inference, _settings, _text.Encode(task));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inference.Dispose();
        _network.Dispose();
    }

    private ProjectedFrames Project(ProgressInput episode, int[] views, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var parts = new List<ProjectedFrames>();
        for (var from = 0; from < episode.Features.Length; from += ProjectFrames)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(ProjectFrames, episode.Features.Length - from);
            var frames = new FrameBuffer(Description, count);
            for (var i = 0; i < count; i++)
                frames.Set(i, episode, views, from + i);
            parts.Add(_inference.Project(frames, from));
        }
        return new ProjectedFrames(Joined(p => p.Stage), Joined(p => p.Progress), Joined(p => p.States));
        Tensor Joined(Func<ProjectedFrames, Tensor> part) => cat(parts.Select(part).ToArray(), 0).MoveToOuterDisposeScope();
    }

    private ProgressTrack Track(float[] probabilities, float[] fractions)
    {
        var k = Stages.Count;
        var length = probabilities.Length / k;
        var track = new ProgressTrack(Id, new int[length], new float[length, k], new float[length], new float[length]);
        for (var t = 0; t < length; t++)
        {
            var estimate = SarmReadout.Read(probabilities.AsSpan(t * k, k), fractions.AsSpan(t * k, k), Description.Proportions, _settings.Combination);
            (track.Stages[t], track.Progress[t], track.Confidence[t]) = (estimate.Stage, estimate.Progress, estimate.Confidence);
            for (var i = 0; i < k; i++)
                track.StageProbabilities[t, i] = probabilities[t * k + i];
        }
        return track;
    }

    private Tensor Text(string task) => TensorOf.Values(_text.Encode(task), [1, _text.Dimension]);

    /// <summary>Copies the parameters and returns their digest.</summary>
    private static string Fill(SarmNetwork network, IReadOnlyDictionary<string, Tensor> parameters)
    {
        using var frozen = no_grad();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var expected = network.named_parameters().ToArray();
        if (expected.Length != parameters.Count)
            throw new DataException($"The SARM checkpoint holds {parameters.Count} parameters where the settings need {expected.Length}; use the config.yaml it was trained with.");
        foreach (var (name, parameter) in expected)
        {
            if (!parameters.TryGetValue(name, out var value) || !value.shape.SequenceEqual(parameter.shape) || value.dtype != ScalarType.Float32)
                throw new DataException($"The SARM checkpoint's {name} is not [{string.Join(", ", parameter.shape)}] as the settings need; use the config.yaml it was trained with.");
            using (var finite = value.isfinite())
            using (var all = finite.all())
                if (!all.item<bool>())
                    throw new DataException($"The SARM checkpoint's {name} holds numbers that are not finite; copy or train it again.");
            parameter.copy_(value);
            digest.AppendData(parameter.bytes);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..12];
    }
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Robotics.Datasets;
using Robotics.Perception;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;
using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>The stored embeddings of a dataset's episodes through one backbone.</summary>
internal sealed record FeatureSource(LeRobotDataset Dataset, FeatureStore Store, string BackboneId, int Dimension)
{
    /// <summary>Opens the store for the backbone of these settings.</summary>
    public static FeatureSource Open(LeRobotDataset dataset, BackboneSettings backbone, string storeDirectory, StepContext context)
    {
        using var encoder = new OnnxBackbone(backbone, context.Backbones);
        return new FeatureSource(dataset, new FeatureStore(storeDirectory), encoder.Id, encoder.Dimension);
    }

    /// <summary>What a progress model sees of an episode.</summary>
    /// <exception cref="DataException">The episode has not been embedded yet, or its data is broken.</exception>
    public ProgressInput Input(Episode episode) => Input(episode, Dataset.ReadFrames(episode));

    /// <inheritdoc cref="Input(Episode)"/>
    /// <param name="episode">Which.</param>
    /// <param name="rows">Its rows, where they were read already.</param>
    public ProgressInput Input(Episode episode, EpisodeFrames rows) => new(Features(episode), rows.States, episode.Tasks[0]);

    /// <summary>An annotated episode to learn from.</summary>
    /// <exception cref="DataException">The episode has not been embedded yet, or its data is broken.</exception>
    public SarmEpisode Demonstration(Episode episode) => new(Input(episode), episode.Stages) { Completed = episode.Succeeded() };

    /// <summary>SHA-256 of all that a progress model sees of an episode, without reading the features: videos count by their bytes.</summary>
    public string Fingerprint(Episode episode, EpisodeFrames rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var view in EpisodeView.Of(Dataset, episode))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(view.Camera));
            hash.AppendData(view.Key(BackboneId).Hash());
        }
        hash.AppendData(Encoding.UTF8.GetBytes(episode.Tasks[0]));
        if (rows.States.Length > 0) hash.AppendData(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref rows.States[0, 0], rows.States.Length)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private FeatureSequence Features(Episode episode) => FeatureExtraction.Load(Dataset, episode, BackboneId, Dimension, Store);
}

using Robotics.Datasets;
using Robotics.Perception;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;
using Robotics.RewardModels;

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
    public ProgressInput Input(Episode episode) => new(Features(episode), Dataset.ReadFrames(episode).States, episode.Tasks[0]);

    private FeatureSequence Features(Episode episode) => FeatureExtraction.Load(Dataset, episode, BackboneId, Dimension, Store);
}

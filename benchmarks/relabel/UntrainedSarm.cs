using Robotics.Datasets;
using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.Benchmarks.Relabel;

/// <summary>A SARM with five stages as it is before training: as fast as a trained one.</summary>
internal static class UntrainedSarm
{
    internal static SarmModel Of(SarmSettings settings, ProgressInput episode)
    {
        string[] stages = ["reach", "grasp", "carry", "place", "retreat"];
        var length = episode.Features.Length;
        var annotations = stages.Select((s, k) => new StageAnnotation(s, k * length / 5, (k + 1) * length / 5)).ToArray();
        using var trainer = new SarmTrainer(settings, [new SarmEpisode(episode, annotations)], stages, 1);
        using var checkpoint = trainer.Checkpoint();
        return new SarmModel(checkpoint, settings);
    }
}

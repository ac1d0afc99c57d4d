using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Policy.Imitation;

namespace Robotics.Cli.Pipeline;

/// <summary>A trained policy on disk: one file with weights, settings and normalisation.</summary>
internal sealed class PolicyFolder(string directory)
{
    private string WeightsPath => Path.Combine(directory, "model.safetensors");

    /// <summary>Whether a trained policy is there.</summary>
    public bool Exists => File.Exists(WeightsPath);

    /// <summary>Writes a trained policy; the weights come last, so a folder that has them is whole.</summary>
    public void Write(BehaviourCloningTrainer trainer)
    {
        Directory.CreateDirectory(directory);
        AtomicFile.Write(WeightsPath, trainer.WritePolicy);
    }

    /// <summary>Loads the policy; every worker loads its own.</summary>
    /// <exception cref="DataException">The folder holds no trained policy.</exception>
    public ChunkPolicy Load()
    {
        if (!Exists)
            throw new DataException($"{directory} holds no trained policy. Train one with './robotics train policy', or name the folder of a finished training.");
        using var stream = File.OpenRead(WeightsPath);
        try
        {
            return ChunkPolicy.Load(stream);
        }
        catch (DataException fault)
        {
            throw new DataException($"{WeightsPath}: {fault.Message} Name the folder of a finished './robotics train policy'.", fault);
        }
    }
}

using System.Text;
using Robotics.Cli.Configuration;
using Robotics.Datasets;
using Robotics.Datasets.Configuration;
using Robotics.Datasets.Files;
using Robotics.Perception.Backbones;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>A trained reward model on disk: weights, its settings, and the backbone whose features it reads.</summary>
internal sealed class RewardModelFolder(string directory)
{
    private string WeightsPath => Path.Combine(directory, "model.safetensors");
    private string SettingsPath => Path.Combine(directory, "sarm.yaml");
    private string BackbonePath => Path.Combine(directory, "backbone.yaml");

    /// <summary>Writes a trained model; the weights come last, so a folder that has them is whole.</summary>
    public void Write(SarmTrainer trainer, SarmSettings settings, BackboneSettings backbone)
    {
        Directory.CreateDirectory(directory);
        WriteSettings(SettingsPath, settings);
        WriteSettings(BackbonePath, backbone);
        AtomicFile.Write(WeightsPath, stream =>
        {
            using var checkpoint = trainer.Checkpoint();
            checkpoint.Write(stream);
        });
    }

    /// <summary>Loads the model.</summary>
    /// <exception cref="DataException">The folder holds no trained reward model.</exception>
    public SarmModel Load()
    {
        var settings = Settings();
        using var stream = File.OpenRead(WeightsPath);
        try
        {
            return SarmModel.Load(stream, settings);
        }
        catch (DataException fault)
        {
            throw new DataException($"{WeightsPath}: {fault.Message}", fault);
        }
    }

    /// <summary>How the model was built and trained.</summary>
    public SarmSettings Settings()
    {
        RequireFiles();
        return SettingsFile.Load<SarmSettings>(SettingsPath);
    }

    /// <summary>The backbone whose features the model reads.</summary>
    public BackboneSettings Backbone()
    {
        RequireFiles();
        return SettingsFile.Load<BackboneSettings>(BackbonePath);
    }

    /// <summary>What the model was trained on, where the folder is the run that trained it; else null.</summary>
    public RewardTrainingSettings? Training()
    {
        RequireFiles();
        var path = Path.Combine(directory, "config.yaml");
        return File.Exists(path) ? SettingsFile.Load<RewardTrainingSettings>(path) : null;
    }

    private static void WriteSettings(string path, ISettings settings) =>
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(SettingsFile.ToYaml(settings))));

    private void RequireFiles()
    {
        foreach (var path in new[] { WeightsPath, SettingsPath, BackbonePath })
        {
            if (!File.Exists(path))
                throw new DataException($"{path} is missing: {directory} holds no trained reward model. Train one with './robotics train reward', or name the folder of a finished training.");
        }
    }
}

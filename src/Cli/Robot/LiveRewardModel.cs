using Robotics.Cli.Pipeline;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Policy;
using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Shaping;
using Robotics.RobotBridge.Node;

namespace Robotics.Cli.Robot;

/// <summary>A trained reward model, ready for live frames.</summary>
internal sealed class LiveRewardModel : IDisposable
{
    private LiveRewardModel(SarmModel model, OnnxBackbone backbone, NodeSettings settings)
    {
        (Model, Backbone) = (model, backbone);
        Progress = new LiveProgress(backbone, model, new PotentialShaping(settings.Progress.Gamma), settings.Progress, model.Description.Cameras.Count, settings.Task);
    }

    /// <summary>Estimates stage and progress.</summary>
    public SarmModel Model { get; }

    /// <summary>Progress of the running episode.</summary>
    public LiveProgress Progress { get; }

    private OnnxBackbone Backbone { get; }

    /// <summary>Loads a model's folder and makes sure that the robot of the settings gives what it needs.</summary>
    /// <exception cref="DataException">The folder holds no model, or the robot lacks a view or the state.</exception>
    public static LiveRewardModel Load(string folder, NodeSettings settings, IEmbodiment embodiment, StepContext context)
    {
        var files = new RewardModelFolder(folder);
        var backboneSettings = files.Backbone();
        BackboneStep.Run(backboneSettings, context);
        var model = files.Load();
        try
        {
            var description = model.Description;
            ModelInputs.Require($"The reward model in {folder}", description.Cameras, description.StateDimension, settings, embodiment);
            var backbone = new OnnxBackbone(backboneSettings, context.Backbones);
            if (backbone.Id == description.BackboneId)
                return new LiveRewardModel(model, backbone, settings);
            backbone.Dispose();
            throw new DataException($"The reward model in {folder} reads features of backbone {description.BackboneId}; the one installed here is {backbone.Id}. Install the backbone that it was trained with.");
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Progress.Dispose();
        Backbone.Dispose();
        Model.Dispose();
    }
}

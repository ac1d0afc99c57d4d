using Robotics.Datasets;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>What a model takes from a dataset, looked for before any work is done on it.</summary>
internal static class RequiredData
{
    /// <summary>All that a trained reward model looks at.</summary>
    /// <exception cref="DataException">The dataset lacks a camera or has other states.</exception>
    public static void RequireInputsOf(this LeRobotDataset dataset, SarmModel model)
    {
        dataset.RequireCameras(model.Description.Cameras, "The model was trained on it: choose a model for the views of this dataset.");
        var states = dataset.Info.Features.TryGetValue("observation.state", out var feature) ? feature.Size : 0;
        if (model.Description.StateDimension > 0 && model.Description.StateDimension != states)
            throw new DataException(new Defect(dataset.Directory, $"its states have {states} dimensions; the model was trained on {model.Description.StateDimension}.", "Choose a model for this robot."));
    }

    /// <summary>Views by name.</summary>
    /// <param name="dataset">Where they should be.</param>
    /// <param name="cameras">Their names.</param>
    /// <param name="remedy">What to do where one is missing; to choose others in the settings where it is null.</param>
    /// <exception cref="DataException">The dataset lacks one.</exception>
    public static void RequireCameras(this LeRobotDataset dataset, IReadOnlyList<string> cameras, string? remedy = null)
    {
        remedy ??= $"Choose the views with --cameras=[{string.Join(',', dataset.Cameras)}] or in the configuration.";
        foreach (var camera in cameras.Except(dataset.Cameras))
            throw new DataException(new Defect(dataset.Directory, $"there is no camera '{camera}', only {string.Join(", ", dataset.Cameras)}.", remedy));
    }

    /// <summary>Actions to imitate.</summary>
    /// <exception cref="DataException">There are none.</exception>
    public static void RequireActions(this LeRobotDataset dataset)
    {
        if (!dataset.Info.Features.ContainsKey("action"))
            throw new DataException(new Defect(dataset.Directory, "there are no actions, so no policy can be learnt from it.", "Use a dataset with a feature 'action'."));
    }
}

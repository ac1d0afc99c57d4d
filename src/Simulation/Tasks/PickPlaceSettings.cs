using Robotics.Datasets.Configuration;

namespace Robotics.Simulation.Tasks;

/// <summary>How the pick-and-place task is run.</summary>
public sealed record PickPlaceSettings : ISettings
{
    /// <summary>An episode is truncated after so many steps of 0.1 s.</summary>
    public int MaxSteps { get; init; } = 120;

    /// <summary>Side of the square images in pixels.</summary>
    public int ImageSize { get; init; } = 128;

    /// <summary>Scale of what varies from episode to episode without mattering to the task: 0 nothing, 1 all of it.</summary>
    public double Variation { get; init; } = 1.0;

    /// <summary>Cameras that are drawn, some of <c>front</c>, <c>side</c>, <c>wrist</c>.</summary>
    public IReadOnlyList<string> Cameras { get; init; } = PickPlaceScene.Cameras;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (MaxSteps is < 1 or > 100_000)
            yield return new SettingFault("max_steps", $"{MaxSteps} is outside 1 to 100000.");
        if (ImageSize is < 16 or > 1024)
            yield return new SettingFault("image_size", $"{ImageSize} is outside 16 to 1024 pixels.");
        if (!(Variation is >= 0 and <= 1))
            yield return new SettingFault("variation", $"{Variation} is outside 0 to 1.");
        foreach (string camera in Cameras.Except(PickPlaceScene.Cameras))
            yield return new SettingFault("cameras", $"'{camera}' is none of {string.Join(", ", PickPlaceScene.Cameras)}.");
        if (Cameras.Distinct().Count() != Cameras.Count)
            yield return new SettingFault("cameras", "a camera is named twice.");
    }
}

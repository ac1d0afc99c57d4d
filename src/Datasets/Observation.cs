namespace Robotics.Datasets;

/// <summary>What a robot perceives at one moment; the same type comes from a dataset, a simulator and a robot.</summary>
/// <param name="Timestamp">Seconds since the start of the episode.</param>
/// <param name="Images">One image per camera name.</param>
/// <param name="State">Proprioception [S], in the units of the dataset (rad, m).</param>
/// <param name="Task">The instruction in words.</param>
public sealed record Observation(
    double Timestamp,
    IReadOnlyDictionary<string, RgbImage> Images,
    float[] State,
    string Task)
{
    /// <summary>A copy with pixels and numbers of its own, for whoever keeps an observation longer than it is lent.</summary>
    public Observation Copy() => this with
    {
        State = [.. State],
        Images = Images.ToDictionary(view => view.Key, view => new RgbImage(view.Value.Width, view.Value.Height, [.. view.Value.Pixels])),
    };
}

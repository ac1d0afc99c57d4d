namespace Robotics.Datasets;

/// <summary>The label <c>success</c> of an episode: whether the task was done in the end.</summary>
public static class SuccessLabel
{
    /// <summary>The label's name.</summary>
    public const string Name = "success";

    /// <summary>
    /// Whether a demonstration did the task. Without the label it did: datasets of demonstrations usually hold nothing else.
    /// Labelled <c>unknown</c> it counts as failed, because nothing may be learned from its end.
    /// </summary>
    /// <exception cref="DataException">The label is none of true, false, unknown, 1 and 0.</exception>
    public static bool Succeeded(this Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return episode.Labels.GetValueOrDefault(Name, "true").ToLowerInvariant() switch
        {
            "true" or "1" => true,
            "false" or "0" or "unknown" => false,
            _ => throw new DataException($"Episode {episode.Index}: the label '{Name}' is '{episode.Labels[Name]}'; write true, false or unknown."),
        };
    }
}

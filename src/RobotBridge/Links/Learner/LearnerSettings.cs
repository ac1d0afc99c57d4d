using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>The learner's end of the link.</summary>
public sealed record LearnerSettings : ISettings
{
    /// <summary>Where to listen; port 0 takes a free one.</summary>
    public string Listen { get; init; } = "tcp://127.0.0.1:5555";

    /// <summary>Folder of everything that the actors sent.</summary>
    public string Store { get; init; } = "";

    /// <summary>The policy file that the training writes; each new content is sent to the actors. Empty: none is.</summary>
    public string? Weights { get; init; }

    /// <summary>Largest weights that are published.</summary>
    public int WeightsMebibytes { get; init; } = 1024;

    /// <summary>Most actors at the same time; further ones are refused.</summary>
    public int MostActors { get; init; } = 64;

    /// <summary>The learner's key; without one the link is neither encrypted nor authenticated.</summary>
    public string? Key { get; init; }

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Listen.Length == 0)
            yield return new SettingFault("listen", "is empty; name an address, such as tcp://*:5555");
        if (Store.Length == 0)
            yield return new SettingFault("store", "is empty; name the folder for what the actors send");
        if (WeightsMebibytes is < 1 or > 2047)
            yield return new SettingFault("weights_mebibytes", $"is {WeightsMebibytes}, must lie in [1, 2047]");
        if (MostActors < 1)
            yield return new SettingFault("most_actors", $"is {MostActors}, must be at least 1");
    }
}

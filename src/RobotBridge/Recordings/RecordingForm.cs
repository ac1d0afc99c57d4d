using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>What all recordings of a dataset share: the size of each camera's images, and what their numbers are.</summary>
internal sealed class RecordingForm
{
    private string _file = "";

    /// <summary>Whether a recording has given its form.</summary>
    public bool IsKnown => _file.Length > 0;

    /// <summary>Width and height of each camera.</summary>
    public IReadOnlyDictionary<string, int[]> Sizes { get; private set; } = new Dictionary<string, int[]>();

    /// <summary>What the states' numbers are.</summary>
    public VectorLayout State { get; private set; } = new([], []);

    /// <summary>What the actions' numbers are.</summary>
    public VectorLayout Action { get; private set; } = new([], []);

    /// <summary>The first state of the dataset [S]; the quaternions of every episode begin with the signs nearer to it.</summary>
    public float[] FirstState { get; private set; } = [];

    /// <summary>The first action of the dataset [A], likewise.</summary>
    public float[] FirstAction { get; private set; } = [];

    /// <summary>Takes a recording that has episodes.</summary>
    /// <exception cref="DataException">It is not like the first.</exception>
    public void Require(string file, StagedRecording recording)
    {
        var episode = recording.Episodes[0];
        if (!IsKnown)
        {
            (_file, Sizes, State, Action) = (file, episode.Sizes, recording.State, recording.Action);
            (FirstState, FirstAction) = (episode.States[0], episode.Actions[0]);
        }

        foreach (var (camera, size) in episode.Sizes)
            if (!size.SequenceEqual(Sizes[camera]))
                throw new DataException(new Defect(file,
                    $"camera '{camera}' has {size[0]}x{size[1]} pixels, where {_file} has {Sizes[camera][0]}x{Sizes[camera][1]}.",
                    "Import recordings of different cameras into datasets of their own."));
        Require(file, "state", recording.State, State);
        Require(file, "action", recording.Action, Action);
    }

    private void Require(string file, string what, VectorLayout layout, VectorLayout first)
    {
        if (!layout.Names.SequenceEqual(first.Names))
            throw new DataException(new Defect(file,
                $"its {what} is {string.Join(", ", layout.Names)}, where that of {_file} is {string.Join(", ", first.Names)}.",
                "Import recordings whose topics have different types into datasets of their own."));
    }
}

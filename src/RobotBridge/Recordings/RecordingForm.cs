using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>What all recordings of a dataset share: the size of each camera's images, and what their numbers are.</summary>
internal sealed class RecordingForm
{
    private string _file = "";
    private StagedRecording? _first;

    /// <summary>Whether a recording has given its form.</summary>
    public bool IsKnown => _first is not null;

    /// <summary>Width and height of each camera.</summary>
    public IReadOnlyDictionary<string, int[]> Sizes => First.Episodes[0].Sizes;

    /// <summary>The first recording, whose form is that of the dataset.</summary>
    public StagedRecording First => _first ?? throw new InvalidOperationException("No recording was taken.");

    /// <summary>Takes a recording that has episodes.</summary>
    /// <exception cref="DataException">It is not like the first.</exception>
    public void Require(string file, StagedRecording recording)
    {
        if (_first is null)
            (_file, _first) = (file, recording);
        foreach (var (camera, size) in recording.Episodes[0].Sizes)
            if (!size.SequenceEqual(Sizes[camera]))
                throw new DataException(new Defect(file,
                    $"camera '{camera}' has {size[0]}x{size[1]} pixels, where {_file} has {Sizes[camera][0]}x{Sizes[camera][1]}.",
                    "Import recordings of different cameras into datasets of their own."));
        Require(file, "state", recording.State, First.State);
        Require(file, "action", recording.Action, First.Action);
    }

    private void Require(string file, string what, VectorLayout layout, VectorLayout first)
    {
        if (!layout.Names.SequenceEqual(first.Names))
            throw new DataException(new Defect(file,
                $"its {what} is {string.Join(", ", layout.Names)}, where that of {_file} is {string.Join(", ", first.Names)}.",
                "Import recordings whose topics have different types into datasets of their own."));
    }
}

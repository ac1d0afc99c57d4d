using Robotics.Datasets.Stages;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Refuses an episode that would make a broken dataset.</summary>
internal static class RecordingChecks
{
    private const string Remedy = "Record the episode again, or leave it out.";

    public static void Require(EpisodeRecording episode, DatasetSpec spec, int index)
    {
        var length = episode.Length;
        if (length == 0)
            throw Wrong(index, null, "it has no frames.");
        RequireFinite(FrameReader.State, episode.States, length, spec.StateNames, index);
        RequireFinite(FrameReader.Action, episode.Actions, length, spec.ActionNames, index);
        for (var t = 0; t < length; t++)
            if (!float.IsFinite(episode.Timestamps[t]) || Math.Abs(episode.Timestamps[t] - (double)t / spec.Fps) > 0.5 / spec.Fps)
                throw Wrong(index, t, $"the timestamp is {episode.Timestamps[t]:R} s; {spec.Fps} frames per second put it at {(double)t / spec.Fps:R} s.");
        foreach (var camera in spec.Cameras)
            if (!episode.Videos.ContainsKey(camera.Name))
                throw Wrong(index, null, $"it has no video of camera '{camera.Name}'.");
        foreach (var label in episode.Labels.Keys)
            if (!EpisodeKeys.IsLabel(label))
                throw Wrong(index, null, $"label '{label}' has the name of a column that the format defines.");
        RequireStages(episode, index);
    }

    private static void RequireStages(EpisodeRecording episode, int index)
    {
        var previous = 0;
        foreach (var stage in episode.Stages)
        {
            if (stage.Start < previous || stage.End <= stage.Start || stage.End > episode.Length)
                throw Wrong(index, stage.Start, $"stage '{stage.Name}' [{stage.Start}, {stage.End}) is empty, overlaps or leaves the episode's {episode.Length} frames.");
            previous = stage.End;
        }
    }

    private static void RequireFinite(string column, float[,] values, int length, IReadOnlyList<string> names, int index)
    {
        if (values.GetLength(0) != length || values.GetLength(1) != names.Count)
            throw Wrong(index, null, $"'{column}' is [{values.GetLength(0)}, {values.GetLength(1)}] where [{length}, {names.Count}] belongs.");
        for (var t = 0; t < length; t++)
            for (var d = 0; d < names.Count; d++)
                if (!float.IsFinite(values[t, d]))
                    throw Wrong(index, t, $"'{column}' is {values[t, d]} in dimension {d} ({names[d]}).");
    }

    private static DataException Wrong(int episode, int? frame, string problem) =>
        new(new Defect("The recording", problem, Remedy) { Episode = episode, Frame = frame });
}

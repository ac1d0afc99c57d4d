namespace Robotics.Datasets.Stages;

/// <summary>
/// Brings the two forms of stage annotations that are in use to one: contiguous [start, end) frames.
/// <list type="bullet">
/// <item>touching: every end is the next start, as LeRobot's annotator writes them;</item>
/// <item>inclusive: every start follows the previous end by one, [0, 59], [60, 149], as manual labelling tools write them.</item>
/// </list>
/// The form is found per episode: inclusive if all neighbours differ by one (or, for a single stage, if it ends on the
/// episode's last frame), touching otherwise. Holes between stages go to the stage before them, as LeRobot labels them.
/// A last end in whole seconds may exceed the episode by less than a second, because LeRobot's annotator rounds; it is cut.
/// </summary>
internal static class StageForm
{
    /// <summary>The normal form; what is wrong goes to <paramref name="report"/>, and then the result is empty.</summary>
    public static IReadOnlyList<StageAnnotation> Normalize(RawStages? raw, int length, int fps, Action<Defect> report)
    {
        if (raw is null)
            return [];
        if (raw.Starts.Length != raw.Names.Length || raw.Ends.Length != raw.Names.Length)
        {
            report(raw.Defect(null, $"{raw.Names.Length} stage names stand beside {raw.Starts.Length} starts and {raw.Ends.Length} ends.",
                "Give every stage one start and one end frame."));
            return [];
        }

        if (raw.Names.Length == 0)
            return [];
        var ends = HalfOpenEnds(raw, length, fps);
        Defect[] defects = [.. Defects(raw, ends, length)];
        foreach (var defect in defects)
            report(defect);
        return defects.Length > 0 ? [] :
        [
            .. raw.Names.Select((name, k) => new StageAnnotation(
                name, (int)raw.Starts[k], (int)(k + 1 < raw.Names.Length ? raw.Starts[k + 1] : ends[k]))),
        ];
    }

    private static long[] HalfOpenEnds(RawStages raw, int length, int fps)
    {
        var last = raw.Names.Length - 1;
        var inclusive = last == 0
            ? raw.Ends[0] == length - 1
            : Enumerable.Range(0, last).All(k => raw.Starts[k + 1] - raw.Ends[k] == 1);
        long[] ends = [.. raw.Ends.Select(end => inclusive ? end + 1 : end)];
        if (!inclusive && ends[last] > length && ends[last] - length < fps && ends[last] % fps == 0)
            ends[last] = length;
        return ends;
    }

    private static IEnumerable<Defect> Defects(RawStages raw, long[] ends, int length)
    {
        for (var k = 0; k < ends.Length; k++)
        {
            var (name, start, end) = (raw.Names[k], raw.Starts[k], ends[k]);
            if (string.IsNullOrWhiteSpace(name))
                yield return raw.Defect(start, $"stage {k} has no name.", "Name every stage.");
            if (start < 0 || start >= length)
                yield return raw.Defect(start, $"stage '{name}' starts outside the episode's {length} frames.",
                    "Correct the annotation or restore the missing frames.");
            else if (end > length)
                yield return raw.Defect(end, $"stage '{name}' ends outside the episode's {length} frames.",
                    "Correct the annotation or restore the missing frames.");
            if (end <= start)
                yield return raw.Defect(start, $"stage '{name}' is empty: it ends at frame {raw.Ends[k]}.",
                    "Remove the stage or correct its end.");
            if (k > 0 && start < ends[k - 1])
                yield return raw.Defect(start, $"stage '{name}' overlaps '{raw.Names[k - 1]}', which ends at frame {raw.Ends[k - 1]}.",
                    "Order the stages by time and let each end where the next starts.");
        }
    }
}

/// <summary>An episode's stage annotation as a file has it.</summary>
internal sealed record RawStages(string File, int Episode, string[] Names, long[] Starts, long[] Ends)
{
    public Defect Defect(long? frame, string problem, string remedy) =>
        new(File, problem, remedy) { Episode = Episode, Frame = frame is { } f ? (int)Math.Clamp(f, int.MinValue, int.MaxValue) : null };
}

using Robotics.Cli.Progress;
using Robotics.Cli.Reports;
using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary>Shows defects to people: what many files have in common is said once.</summary>
internal static class DefectList
{
    private const int MostPlaces = 20;

    /// <summary>Prints problem, remedy and places; file names are relative to the dataset.</summary>
    public static void Print(string directory, IReadOnlyList<Defect> defects, Terminal terminal)
    {
        terminal.WriteResult($"{directory}: {Counted.Of(defects.Count, "defect")}");
        foreach (var same in defects.GroupBy(defect => (defect.Problem, defect.Remedy)))
        {
            Defect[] all = [.. same];
            terminal.WriteResult("");
            foreach (var defect in all.Take(MostPlaces)) terminal.WriteResult(Place(directory, defect));
            if (all.Length > MostPlaces) terminal.WriteResult($"and {all.Length - MostPlaces} more, {all.Length} in all (--json lists every one)");
            terminal.WriteResult($"    {same.Key.Problem}");
            terminal.WriteResult($"    {same.Key.Remedy}");
        }
    }

    private static string Place(string directory, Defect defect) =>
        Path.GetRelativePath(directory, defect.File)
        + (defect.Episode is { } episode ? $", episode {episode}" : "")
        + (defect.Frame is { } frame ? $", frame {frame}" : "");
}

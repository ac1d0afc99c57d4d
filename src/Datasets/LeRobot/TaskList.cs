namespace Robotics.Datasets.LeRobot;

/// <summary>
/// Puts instructions in the places that their indices name. Frames refer to tasks by index in v2.1 and by row in v3.0, so an
/// index that nobody has keeps an empty place.
/// </summary>
internal static class TaskList
{
    private const int MaximumTasks = 1_000_000;

    public static IReadOnlyList<string> Of(string path, IEnumerable<(long? Index, string? Task)> rows)
    {
        var tasks = new Dictionary<int, string>();
        foreach (var (index, task) in rows)
            if (index is not (>= 0 and < MaximumTasks))
                throw Wrong(path, $"a task has the impossible index {index?.ToString() ?? "null"}.");
            else if (!tasks.TryAdd((int)index, task ?? ""))
                throw Wrong(path, $"two tasks have the index {index}.");
        return tasks.Count == 0 ? [] : [.. Enumerable.Range(0, tasks.Keys.Max() + 1).Select(index => tasks.GetValueOrDefault(index, ""))];
    }

    private static DataException Wrong(string path, string problem) => new(new Defect(path, problem, "Number the tasks from 0, each once."));
}

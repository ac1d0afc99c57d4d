using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>The instructions of a dataset in order of first use, and their file meta/tasks.parquet.</summary>
internal sealed class TaskTable
{
    // readers take the text from the pandas index; without this entry pandas would number the rows instead
    private const string PandasMetadata =
        """{"index_columns": ["task"], "column_indexes": [{"name": null, "field_name": null, "pandas_type": "unicode", "numpy_type": "object", "metadata": {"encoding": "UTF-8"}}], "columns": [{"name": "task_index", "field_name": "task_index", "pandas_type": "int64", "numpy_type": "int64", "metadata": null}, {"name": "task", "field_name": "task", "pandas_type": "unicode", "numpy_type": "object", "metadata": null}], "creator": {"library": "pyarrow", "version": "22.0.0"}, "pandas_version": "2.2.3"}""";

    private readonly List<string> _tasks = [];

    public int Count => _tasks.Count;

    public int IndexOf(string task)
    {
        var index = _tasks.IndexOf(task);
        if (index >= 0)
            return index;
        _tasks.Add(task);
        return _tasks.Count - 1;
    }

    /// <summary>The tasks of an existing dataset, in order.</summary>
    public static TaskTable Of(IEnumerable<string> tasks)
    {
        var table = new TaskTable();
        table._tasks.AddRange(tasks);
        return table;
    }

    public void Write(string root) => ParquetOutput.WriteFile(
        Path.Combine(root, DatasetPaths.Tasks),
        [
            ParquetColumn.Of("task_index", (long[])[.. Enumerable.Range(0, _tasks.Count).Select(index => (long)index)]),
            ParquetColumn.Of("task", _tasks),
        ],
        new Dictionary<string, string> { ["pandas"] = PandasMetadata });
}

using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>The number of a file within its chunk folder.</summary>
internal readonly record struct FilePosition(int Chunk, int File)
{
    public FilePosition Next(int chunkFiles) => File + 1 < chunkFiles ? new(Chunk, File + 1) : new(Chunk + 1, 0);

    public string Path(string root, string template, string videoKey = "") =>
        System.IO.Path.Combine(root, DatasetPaths.Fill(template, videoKey, Chunk, File));
}

/// <summary>Appends episodes to data files, one row group each, and starts a new file when one is full.</summary>
internal sealed class DataFiles(string root, DatasetSpec spec) : IDisposable
{
    private readonly Dictionary<string, string> _metadata = new() { [HuggingFaceSchema.MetadataKey] = HuggingFaceSchema.Of(spec) };

    private ParquetOutput? _output;
    private FilePosition _position;
    private long _framesInFile;
    private int _episodesInFile;

    /// <summary>Writes one episode's rows and says in which file they are.</summary>
    public FilePosition Add(EpisodeRecording episode, int index, long from, int task)
    {
        var columns = Columns(episode, index, from, task);
        if (_output is not null && IsFull(episode.Length))
        {
            Close();
            _position = _position.Next(spec.ChunkFiles);
        }

        _output ??= Open(columns);
        _output.WriteRowGroup(columns);
        _framesInFile += episode.Length;
        _episodesInFile++;
        return _position;
    }

    public void Close()
    {
        _output?.Close();
        _output?.Dispose();
        (_output, _framesInFile, _episodesInFile) = (null, 0, 0);
    }

    public void Dispose() => _output?.Dispose();

    private bool IsFull(int frames)
    {
        if (_episodesInFile == spec.DataFileEpisodes)
            return true;
        var bytes = new FileInfo(_position.Path(root, DatasetPaths.DataTemplate)).Length;
        return bytes + (double)bytes / _framesInFile * frames >= (double)spec.DataFileMebibytes * (1 << 20);
    }

    private ParquetOutput Open(IReadOnlyList<ParquetColumn> columns)
    {
        var path = _position.Path(root, DatasetPaths.DataTemplate);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new ParquetOutput(path, columns, _metadata);
    }

    private List<ParquetColumn> Columns(EpisodeRecording episode, int index, long from, int task)
    {
        var columns = new List<ParquetColumn>();
        if (spec.ActionNames.Count > 0)
            columns.Add(ParquetColumn.Of(FrameReader.Action, episode.Actions));
        if (spec.StateNames.Count > 0)
            columns.Add(ParquetColumn.Of(FrameReader.State, episode.States));
        columns.Add(ParquetColumn.Of("timestamp", episode.Timestamps));
        columns.Add(ParquetColumn.Of("frame_index", Count(0, episode.Length)));
        columns.Add(ParquetColumn.Of("episode_index", Same(index, episode.Length)));
        columns.Add(ParquetColumn.Of("index", Count(from, episode.Length)));
        columns.Add(ParquetColumn.Of("task_index", Same(task, episode.Length)));
        return columns;
    }

    private static long[] Count(long first, int length) => [.. Enumerable.Range(0, length).Select(t => first + t)];

    private static long[] Same(long value, int length) => [.. Enumerable.Repeat(value, length)];
}

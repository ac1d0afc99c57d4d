using Apache.Arrow;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.LeRobot.Writing;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.Conversion;

/// <summary>Copies the rows of episodes from data file to data file: every column, whatever it holds, with its own type.</summary>
internal sealed class RowCopy(ConversionPlan plan) : IDisposable
{
    private readonly OpenTable _tables = new(LeRobotDataset.MissingFileRemedy);

    /// <summary>Writes some episodes into one file, a row group each; a file that is there already is whole and stays.</summary>
    public void Write(IReadOnlyList<(Episode Episode, int Number, long From)> episodes, string path)
    {
        if (File.Exists(path))
            return;
        Files.AtomicFile.WriteNamed(path, partial =>
        {
            ParquetOutput? output = null;
            try
            {
                foreach (var (episode, number, from) in episodes)
                {
                    var row = plan.Source.Rows[episode.Index];
                    var table = _tables.Of(row.DataFile);
                    var columns = Columns(table, row, number, from);
                    output ??= new ParquetOutput(partial, columns, Metadata(table, plan.Version));
                    Append(output, columns, row);
                }

                output?.Close();
            }
            finally
            {
                output?.Dispose();
            }
        });
    }

    public void Dispose() => _tables.Dispose();

    private static void Append(ParquetOutput output, List<ParquetColumn> columns, EpisodeRow row)
    {
        try
        {
            output.WriteRowGroup(output.Fit(columns));
        }
        catch (ArgumentException fault)
        {
            throw new DataException(new Defect(row.DataFile, "its columns have other names or types than those of the episodes before it.",
                "Rewrite the file with the same columns.")
            { Episode = row.Episode.Index }, fault);
        }
    }

    private static List<ParquetColumn> Columns(ParquetTable table, EpisodeRow row, int number, long from)
    {
        var length = row.Episode.Length;
        using var rows = table.Read(table.Columns, row.FirstRow, length);
        if (rows.Count != length)
            throw new DataException(new Defect(row.DataFile, $"the file ends after {table.Rows} rows.", "Check the dataset first.") { Episode = row.Episode.Index, Frame = rows.Count });
        return
        [
            .. table.Columns.Select(name => name switch
            {
                "episode_index" when number != row.Episode.Index => ParquetColumn.Of(name, (long[])[.. Enumerable.Repeat((long)number, length)]),
                "index" when from != row.Episode.FromIndex => ParquetColumn.Of(name, (long[])[.. Enumerable.Range(0, length).Select(t => from + t)]),
                _ => Copy(rows, name),
            }),
        ];
    }

    private static ParquetColumn Copy(ParquetRows rows, string name)
    {
        var values = rows.Copy(name);
        return new ParquetColumn(new Field(name, values.Data.DataType, nullable: true), values);
    }

    private static Dictionary<string, string> Metadata(ParquetTable table, string version) =>
        table.Metadata.Where(pair => pair.Key != ParquetTypes.SchemaKey).ToDictionary(
            pair => pair.Key,
            pair => pair.Key == HuggingFaceSchema.MetadataKey && version == "v2.1" ? HuggingFaceTypes.ToLegacy(pair.Value) : pair.Value);
}

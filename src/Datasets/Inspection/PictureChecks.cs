using System.Buffers.Binary;
using Apache.Arrow;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.Inspection;

/// <summary>Checks the pictures that stand in the rows of a data file, as LeRobot keeps cameras that are not encoded as video; nothing is decoded.</summary>
internal sealed class PictureChecks : IDisposable
{
    private const string Remedy = "Remove the episode, or write the picture again.";
    private const int PngHeaderBytes = 24;

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static readonly byte[][] Others = [[0xff, 0xd8, 0xff], [(byte)'I', (byte)'I', 42, 0], [(byte)'M', (byte)'M', 0, 42], [.. "RIFF"u8]];

    private readonly (string Name, FeatureInfo Feature)[] _columns;
    private readonly ParquetTable? _table;
    private readonly Action<Defect> _report;

    public PictureChecks(DatasetInfo info, string path, Action<Defect> report)
    {
        _report = report;
        _columns = [.. info.Features.Where(feature => feature.Value.DataType == "image").Select(feature => (feature.Key, feature.Value))];
        // pictures are large, so few are in memory at a time
        _table = _columns.Length == 0 ? null : ParquetTable.Open(path, LeRobotDataset.MissingFileRemedy, ParquetTable.FewRows);
    }

    /// <summary>Whether every frame of an episode has its pictures, in the declared size; names the first of each camera that is not.</summary>
    public void Check(EpisodeRow row)
    {
        foreach (var (name, feature) in _columns.Where(column => _table!.Has(column.Name)))
            if (FirstProblem(name, feature, row) is var (frame, problem))
                _report(new Defect(_table!.FilePath, $"'{name}' {problem}", Remedy) { Episode = row.Episode.Index, Frame = frame });
    }

    public void Dispose() => _table?.Dispose();

    private (int Frame, string Problem)? FirstProblem(string name, FeatureInfo feature, EpisodeRow row)
    {
        for (var first = 0; first < row.Episode.Length; first += ParquetTable.FewRows)
        {
            using var rows = _table!.Read([name], row.FirstRow + first, Math.Min(ParquetTable.FewRows, row.Episode.Length - first));
            foreach (var (start, piece) in rows.Pieces(name))
                for (var i = 0; i < piece.Length; i++)
                    if (Problem(piece, i, feature) is { } problem)
                        return (first + start + i, problem);
        }

        return null;
    }

    private static string? Problem(IArrowArray column, int row, FeatureInfo feature)
    {
        // a record of the encoded file and its former name
        var values = column is StructArray { Fields: [var bytes, ..] } ? bytes : column;
        if (values is not BinaryArray pictures)
            return $"holds values of type {column.Data.DataType.Name} where encoded pictures belong.";
        if (column.IsNull(row) || pictures.IsNull(row) || pictures.GetBytes(row) is not { Length: > 0 } picture)
            return "is empty.";
        if (!picture.StartsWith(Png))
            return Others.Any(signature => pictures.GetBytes(row).StartsWith(signature)) ? null : "holds bytes that are no PNG, JPEG, TIFF or WebP file.";
        if (picture.Length < PngHeaderBytes)
            return "holds a PNG file that is cut off.";
        var size = ((int)BinaryPrimitives.ReadUInt32BigEndian(picture[16..]), (int)BinaryPrimitives.ReadUInt32BigEndian(picture[20..]));
        return feature.PictureSize is { } declared && declared != size
            ? $"holds a picture of {size.Item1}x{size.Item2}; meta/info.json has the shape [{string.Join(", ", feature.Shape)}]." : null;
    }
}

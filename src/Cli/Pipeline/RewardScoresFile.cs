using System.Text.Json;
using System.Text.Json.Serialization;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Pipeline;

/// <summary>The scores of a reward model and its baselines as JSON, with intervals and confusions.</summary>
internal static class RewardScoresFile
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new MatrixConverter() },
    };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyList<RewardScores> Read(string path) => JsonSerializer.Deserialize<RewardScores[]>(File.ReadAllBytes(path), Format)!;

    /// <summary>Writes all scores.</summary>
    public static void Write(string path, IReadOnlyList<RewardScores> scores)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, file => JsonSerializer.Serialize(file, scores, Format));
    }

    /// <summary>Confusion matrices as lists of rows.</summary>
    private sealed class MatrixConverter : JsonConverter<int[,]>
    {
        public override int[,] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var rows = JsonSerializer.Deserialize<int[][]>(ref reader, options)!;
            var matrix = new int[rows.Length, rows.Length == 0 ? 0 : rows[0].Length];
            for (var i = 0; i < matrix.GetLength(0); i++)
            {
                for (var j = 0; j < matrix.GetLength(1); j++)
                    matrix[i, j] = rows[i][j];
            }

            return matrix;
        }

        public override void Write(Utf8JsonWriter writer, int[,] value, JsonSerializerOptions options)
        {
            var rows = Enumerable.Range(0, value.GetLength(0)).Select(i => Enumerable.Range(0, value.GetLength(1)).Select(j => value[i, j]));
            JsonSerializer.Serialize(writer, rows, options);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Robotics.Cli.Runs;
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

    /// <summary>Reads the scores that a run holds.</summary>
    public static IReadOnlyList<RewardScores> Read(RunFolder run) => JsonSerializer.Deserialize<RewardScores[]>(File.ReadAllBytes(PathIn(run)), Format)!;

    /// <summary>Writes all scores, and their figures into the run's results: those of the first under <c>reward</c>, the others by name below it.</summary>
    public static void Write(this IReadOnlyList<RewardScores> scores, RunFolder run)
    {
        foreach (var score in scores)
        {
            var prefix = score == scores[0] ? "reward" : $"reward.{score.Name}";
            run.Results.Set(score.Figures().Select(figure => ($"{prefix}.{figure.Key}", (object?)figure.Value)));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(run))!);
        AtomicFile.Write(PathIn(run), file => JsonSerializer.Serialize(file, scores, Format));
    }

    private static string PathIn(RunFolder run) => run.PathOf("evaluation", "reward.json");

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

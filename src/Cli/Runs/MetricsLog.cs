using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Runs;

/// <summary>
/// Training metrics, one object a step: <c>metrics.jsonl</c> for scripts and TensorBoard events beside it. Opened at a
/// step it forgets what an interrupted run logged after its last checkpoint, so that no step appears twice.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private static readonly JsonSerializerOptions Format = new()
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly StreamWriter _lines;
    private readonly TensorBoardEvents _events;

    /// <summary>Opens the log in a folder.</summary>
    /// <param name="directory">Folder of <c>metrics.jsonl</c> and the event files.</param>
    /// <param name="step">Training steps done: 0 for a new run.</param>
    /// <param name="clock">Time stamps of the events.</param>
    public MetricsLog(string directory, int step, TimeProvider clock)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "metrics.jsonl");
        if (File.Exists(path)) AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(string.Concat(LinesUpTo(path, step).Select(l => l + "\n")))));
        _lines = new StreamWriter(path, append: true) { AutoFlush = true };
        _events = TensorBoardEvents.Create(directory, step, clock);
    }

    /// <summary>Appends the metrics of one step; names follow LeRobot: <c>train/loss</c>, <c>train/grad_norm</c>, <c>train/lr</c>.</summary>
    public void Write(int step, IReadOnlyDictionary<string, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var line = new Dictionary<string, double> { ["step"] = step };
        foreach (var (name, value) in values) line[name] = value;
        _lines.WriteLine(JsonSerializer.Serialize(line, Format));
        _events.Write(step, values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _events.Dispose();
    }

    // a process killed in mid-write leaves half a line at the end
    private static List<string> LinesUpTo(string path, int step)
    {
        var kept = new List<string>();
        foreach (var line in File.ReadLines(path))
        {
            if (TryStep(line, out var at) && at <= step) kept.Add(line);
        }
        return kept;
    }

    private static bool TryStep(string line, out double step)
    {
        step = 0;
        try
        {
            return (JsonNode.Parse(line) as JsonObject)?["step"] is JsonValue value && value.TryGetValue(out step);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

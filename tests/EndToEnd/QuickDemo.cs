using System.Text.Json.Nodes;
using Robotics.Cli.Tests;

[assembly: AssemblyFixture(typeof(Robotics.EndToEnd.QuickDemo))]

namespace Robotics.EndToEnd;

/// <summary>One finished <c>robotics demo --quick</c>, which all tests that need one share.</summary>
public sealed class QuickDemo : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Outcome> _outcome;

    public QuickDemo() => _outcome = new(() => RoboticsProcess.Run("demo", "--quick", "--output", Folder));

    /// <summary>The run folder; the demo runs when it is first asked for.</summary>
    public string Run
    {
        get
        {
            Assert.True(Outcome.ExitCode == 0, Outcome.Error);
            return Folder;
        }
    }

    /// <summary>The recorded dataset.</summary>
    public string Dataset => Path.Combine(Run, "dataset");

    /// <summary><c>results.json</c>.</summary>
    public JsonObject Results => ResultsOf(Run);

    internal Outcome Outcome => _outcome.Value;

    private string Folder => _folder["quick demo"];

    /// <summary>The numbers of any run.</summary>
    public static JsonObject ResultsOf(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, "results.json")))!.AsObject();

    public void Dispose() => _folder.Dispose();
}

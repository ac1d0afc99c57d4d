using System.Text;
using Robotics.Cli.Batch;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Runs;

/// <summary>
/// The folder of one run: <c>config.yaml</c>, <c>command.txt</c>, <c>log.txt</c>, <c>results.json</c>, <c>steps/</c>,
/// and per training <c>metrics.jsonl</c>, TensorBoard events and <c>checkpoints/</c>. One process at a time holds it.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private const string CommandFile = "command.txt";
    private readonly FileStream _lock;
    private readonly TimeProvider _clock;

    private RunFolder(string directory, string verb, FileStream @lock, TimeProvider clock)
    {
        (Directory, ResumeCommand, _lock, _clock) = (directory, ResumeCommandOf(verb, directory), @lock, clock);
        Log = new RunLog(PathOf("log.txt"), clock);
        Results = new ResultsFile(PathOf("results.json"));
        Steps = new StepMarkers(PathOf("steps"));
    }

    /// <summary>The folder itself.</summary>
    public string Directory { get; }

    /// <summary>What to type to continue this run.</summary>
    public string ResumeCommand { get; }

    /// <summary><c>log.txt</c>.</summary>
    public RunLog Log { get; }

    /// <summary><c>results.json</c>.</summary>
    public ResultsFile Results { get; }

    /// <summary><c>steps/</c>.</summary>
    public StepMarkers Steps { get; }

    /// <summary>The fully resolved configuration.</summary>
    public string ConfigPath => PathOf("config.yaml");

    /// <summary>Starts a new run.</summary>
    /// <param name="directory">A folder that does not exist or is empty.</param>
    /// <param name="verb">The command that makes the run, such as <c>train reward</c>.</param>
    /// <param name="commandLine">The whole command line.</param>
    /// <param name="configYaml">The resolved configuration.</param>
    /// <param name="clock">Time stamps of the log.</param>
    /// <exception cref="RunException">The folder already holds a run or something else.</exception>
    public static RunFolder Create(string directory, string verb, string commandLine, string configYaml, TimeProvider clock)
    {
        if (File.Exists(Path.Combine(directory, CommandFile)))
        {
            var owner = VerbOf(directory);
            throw new RunException($"{directory} already holds a run. Continue it with '{ResumeCommandOf(owner, directory)}', or name another folder with --output.");
        }
        if (File.Exists(directory) || (System.IO.Directory.Exists(directory) && System.IO.Directory.EnumerateFileSystemEntries(directory).Any()))
            throw new RunException($"{directory} exists and is no run folder. Nothing was touched; name another folder with --output.");
        System.IO.Directory.CreateDirectory(directory);
        var run = new RunFolder(directory, verb, Lock(directory), clock);
        AtomicFile.Write(run.ConfigPath, file => file.Write(Encoding.UTF8.GetBytes(configYaml)));
        AtomicFile.Write(run.PathOf(CommandFile), file => file.Write(Encoding.UTF8.GetBytes($"{verb}\n{commandLine}\n")));
        run.Log.Write(commandLine);
        return run;
    }

    /// <summary>Continues a run.</summary>
    /// <exception cref="RunException">There is none, it was made by another command, or another process is at it.</exception>
    public static RunFolder Resume(string directory, string verb, string commandLine, TimeProvider clock)
    {
        if (!File.Exists(Path.Combine(directory, CommandFile)))
            throw new RunException($"{directory} holds no run to continue: {CommandFile} is missing. Start one with './robotics {verb} --output {directory}'.");
        var owner = VerbOf(directory);
        if (owner != verb)
            throw new RunException($"{directory} is a run of '{owner}'. Continue it with '{ResumeCommandOf(owner, directory)}'.");
        var run = new RunFolder(directory, verb, Lock(directory), clock);
        File.AppendAllText(run.PathOf(CommandFile), commandLine + "\n");
        run.Log.Write(commandLine);
        return run;
    }

    /// <summary>A path inside the folder.</summary>
    public string PathOf(params string[] parts) => Path.Combine([Directory, .. parts]);

    /// <summary>Checkpoints of one training; a run with several gives each a name.</summary>
    public CheckpointFolder Checkpoints(string training = "") => new(PathOf(training, "checkpoints"));

    /// <summary>Metrics of one training, continued after the given step.</summary>
    public MetricsLog Metrics(string training = "", int step = 0) => new(PathOf(training), step, _clock);

    /// <inheritdoc/>
    public void Dispose()
    {
        Log.Dispose();
        _lock.Dispose();
    }

    private static string ResumeCommandOf(string verb, string directory) =>
        $"./robotics {verb} --resume {ShellText.Join([directory])}";

    private static string VerbOf(string directory) => File.ReadLines(Path.Combine(directory, CommandFile)).FirstOrDefault("demo");

    // .NET takes an advisory lock with FileShare.None; the kernel drops it with the process, however that ends
    private static FileStream Lock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new RunException($"{directory} is in use by another process ({e.Message}). Wait for it, or name another folder with --output.");
        }
    }
}

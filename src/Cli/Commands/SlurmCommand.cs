using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Robotics.Cli.Batch;
using Robotics.Cli.Configuration;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics slurm</c>: job files that share a command out on a cluster; nothing is submitted.</summary>
internal static partial class SlurmCommand
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var line = new Argument<string[]>("command") { Description = "After '--': a 'features' or 'relabel' command line as it would run here.", Arity = ArgumentArity.OneOrMore };
        var shards = new Option<int>("--shards") { Description = "Parts that the episodes are shared out in; one task each.", Required = true };
        var output = new Option<string>("--output") { Description = "Folder of the job files and logs.", DefaultValueFactory = _ => "runs/jobs" };
        var atOnce = new Option<int?>("--at-once") { Description = "Tasks that run at the same time at most; all by default." };
        var processors = new Option<int>("--cpus") { Description = "Processors of a task.", DefaultValueFactory = _ => 4 };
        var memory = new Option<string>("--memory") { Description = "Memory of a task, such as 8G.", DefaultValueFactory = _ => "8G" };
        var time = new Option<string>("--time") { Description = "Time limit of a task, such as 04:00:00; the partition's own by default.", DefaultValueFactory = _ => "" };
        var sbatch = new Option<string[]>("--sbatch") { Description = "A further option of sbatch, such as '--account=robots'; may be repeated.", DefaultValueFactory = _ => [] };
        var image = new Option<string>("--image") { Description = "Kubernetes: the container image.", DefaultValueFactory = _ => "robotics:latest" };
        var claim = new Option<string>("--claim") { Description = "Kubernetes: the volume claim that holds the data.", DefaultValueFactory = _ => "datasets" };
        var mount = new Option<string>("--mount") { Description = "Kubernetes: where the claim is mounted; the folder that holds the dataset and its results by default.", DefaultValueFactory = _ => "" };
        var program = new Option<string>("--program") { Description = "What every task starts; this repository's ./robotics by default.", DefaultValueFactory = _ => Path.Combine(Installation.Root, "robotics") };
        var command = new Command("slurm", "Writes job files that share 'features' or 'relabel' out on a cluster: a Slurm array with a merge behind it, and a Kubernetes Indexed Job.")
        {
            line, shards, output, atOnce, processors, memory, time, sbatch, image, claim, mount, program,
        };
        command.SetAction(parse =>
        {
            var tasks = new TaskLimits(parse.GetValue(shards), parse.GetValue(atOnce) ?? Math.Max(1, parse.GetValue(shards)), parse.GetValue(processors))
            {
                Memory = parse.GetValue(memory)!,
                Time = parse.GetValue(time)!,
                Sbatch = parse.GetValue(sbatch)!,
            };
            var (here, folder) = (Directory.GetCurrentDirectory(), Path.GetFullPath(parse.GetValue(output)!));
            // before anything is fetched
            Require(tasks, here, folder);
            var sharded = ShardedCommand.Read(parse.GetRequiredValue(line), invocation);
            var job = new JobRequest(sharded, tasks, parse.GetValue(program)!, here, folder)
            {
                Image = parse.GetValue(image)!,
                Claim = parse.GetValue(claim)!,
                Mount = parse.GetValue(mount) is { Length: > 0 } path ? path : sharded.CommonFolder,
            };
            Write(job);
            invocation.Terminal.WriteResult($"""
                {sharded.Episodes} episodes in {tasks.Shards} shards; nothing was submitted.
                Slurm:       {ShellText.Join([Path.Combine(job.JobDirectory, "submit.sh")])}
                Kubernetes:  kubectl apply -f {ShellText.Join([Path.Combine(job.JobDirectory, sharded.Verb + ".yaml")])}
                """);
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics slurm --shards 8 --output runs/jobs/features -- features datasets/pick_place",
            "./robotics slurm --shards 40 --at-once 10 --time 02:00:00 --sbatch=--partition=gpu -- relabel --dataset datasets/pick_place --model runs/sarm --kappa=0.02");
    }

    private static void Require(TaskLimits tasks, params IEnumerable<string> folders)
    {
        var faults = new List<string>();
        if (tasks.Shards is < 1 or > TaskLimits.MaximumShards)
            faults.Add($"--shards {tasks.Shards}: 1 to {TaskLimits.MaximumShards} are possible, because an array of Slurm ends there; a shard may hold any number of episodes.");
        if (tasks.AtOnce < 1) faults.Add($"--at-once {tasks.AtOnce}: at least one task must run.");
        if (tasks.Processors < 1) faults.Add($"--cpus {tasks.Processors}: a task needs at least one.");
        if (!Memory().IsMatch(tasks.Memory)) faults.Add($"--memory {tasks.Memory}: write a number with K, M, G or T, such as 8G.");
        if (tasks.Time.Length > 0 && !Time().IsMatch(tasks.Time)) faults.Add($"--time {tasks.Time}: write minutes, hours:minutes:seconds or days-hours:minutes:seconds.");
        foreach (var text in tasks.Sbatch.Where(text => !text.StartsWith('-') || text.Any(char.IsControl))) faults.Add($"--sbatch {text}: this is no option of sbatch.");
        foreach (var path in folders.Where(path => path.Any(c => char.IsControl(c) || c is '%' or '"' or '\\')))
            faults.Add($"{path}: #SBATCH lines take no %, \" or \\ in a path. Use another folder.");
        if (faults.Count > 0) throw new SettingsException(faults, isUsage: true);
    }

    private static void Write(JobRequest job)
    {
        // Slurm does not make the folder of a log and would lose the output
        Directory.CreateDirectory(Path.Combine(job.JobDirectory, "logs"));
        File(job.Command.Verb + ".sbatch", SlurmFiles.Array(job));
        File("merge.sbatch", SlurmFiles.Merge(job));
        File("submit.sh", SlurmFiles.Submit(job));
        File(job.Command.Verb + ".yaml", KubernetesFiles.Array(job));
        File("merge.yaml", KubernetesFiles.Merge(job));

        void File(string name, string text)
        {
            var path = Path.Combine(job.JobDirectory, name);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            if (!name.EndsWith(".yaml", StringComparison.Ordinal) && !OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, Executable);
        }
    }

    [GeneratedRegex("^[0-9]+[KMGTkmgt]?$")]
    private static partial Regex Memory();

    [GeneratedRegex("^([0-9]+-)?[0-9]+(:[0-9]+){0,2}$")]
    private static partial Regex Time();
}

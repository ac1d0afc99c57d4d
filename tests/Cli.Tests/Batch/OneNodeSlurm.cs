using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Robotics.Cli.Tests.Batch;

/// <summary>
/// A real Slurm on this machine's loopback, for one test: its own configuration, keys, ports and folder, two nodes of one
/// processor each. Tests are skipped where Debian's packages are missing or the daemons do not come up.
/// </summary>
internal sealed class OneNodeSlurm : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Daemons = ["slurmd.n0", "slurmd.n1", "slurmctld", "munged"];
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    private OneNodeSlurm()
    {
        _environment = new()
        {
            ["SLURM_CONF"] = _folder["slurm.conf"],
            ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin",
        };
    }

    /// <summary>Starts the daemons or skips the test.</summary>
    public static OneNodeSlurm StartOrSkip()
    {
        foreach (var program in new[] { "/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch" })
            if (!File.Exists(program)) Assert.Skip($"needs Slurm: {program} is missing (Debian packages slurmctld, slurmd, slurm-client, munge)");
        var slurm = new OneNodeSlurm();
        try
        {
            slurm.Configure();
            slurm.Start();
            return slurm;
        }
        catch (InvalidOperationException fault)
        {
            slurm.Dispose();
            Assert.Skip($"Slurm does not start here: {fault.Message}");
            throw;
        }
    }

    /// <summary>Runs a program with this Slurm in its environment and returns what it printed.</summary>
    public string Run(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {error.Result}{output}");
    }

    /// <summary>States of a job's tasks by task, or of a job without tasks under <c>N/A</c>, once none waits or runs.</summary>
    public Dictionary<string, string> AwaitEnd(string job)
    {
        Dictionary<string, string> states = [];
        Await(() => (states = States(job)).Values.All(state => state is "COMPLETED" or "FAILED" or "CANCELLED"), () => $"job {job}: {string.Join(", ", states)}");
        return states;
    }

    /// <summary>Waits for a condition.</summary>
    public static void Await(Func<bool> condition, Func<string> what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > Patience) throw new TimeoutException(what());
            Thread.Sleep(20);
        }
    }

    /// <summary>Kills a program that runs as a task of an array.</summary>
    public static void Kill(string program, string array, int task)
    {
        var process = Directory.EnumerateDirectories("/proc").Single(folder => IsTask(folder, program, array, task));
        Process.Start("/bin/kill", ["-s", "KILL", Path.GetFileName(process)])!.WaitForExit();
    }

    public void Dispose()
    {
        foreach (var daemon in Daemons) Stop(daemon);
        _folder.Dispose();
    }

    private Dictionary<string, string> States(string job) =>
        Run("squeue", "--noheader", "--array", "--states=all", $"--jobs={job}", "--format=%K %T").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1]);

    private void Configure()
    {
        foreach (var name in new[] { "munge", "state", "log" }) Directory.CreateDirectory(_folder[name]);
        Run("chmod", "755", _folder.Path, _folder["munge"]);
        File.WriteAllBytes(_folder["munge/key"], RandomNumberGenerator.GetBytes(1024));
        Run("chmod", "600", _folder["munge/key"]);
        var (host, user, ports) = (Environment.MachineName.Split('.')[0], Environment.UserName, FreePorts(4));
        _folder.Write("slurm.conf", $"""
            ClusterName=loop
            SlurmctldHost={host}(127.0.0.1)
            SlurmUser={user}
            SlurmdUser={user}
            AuthType=auth/munge
            CryptoType=crypto/munge
            AuthInfo=socket={_folder["munge/socket"]}
            SlurmctldPort={ports[0]}
            SlurmdPort={ports[1]}
            CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
            StateSaveLocation={_folder["state"]}
            SlurmdSpoolDir={_folder["spool.%n"]}
            SlurmctldPidFile={_folder["slurmctld.pid"]}
            SlurmdPidFile={_folder["slurmd.%n.pid"]}
            SlurmctldLogFile={_folder["log/slurmctld"]}
            SlurmdLogFile={_folder["log/slurmd.%n"]}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            MpiDefault=none
            MailProg=/bin/true
            SchedulerType=sched/backfill
            SchedulerParameters=sched_interval=1,sched_min_interval=100000,batch_sched_delay=0,bf_interval=1
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            AccountingStorageType=accounting_storage/none
            JobAcctGatherType=jobacct_gather/none
            JobCompType=jobcomp/none
            ReturnToService=2
            SlurmdTimeout=300
            InactiveLimit=0
            MinJobAge=3600
            NodeName=n0 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 RealMemory=2000 State=UNKNOWN
            NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[3]} CPUs=1 RealMemory=2000 State=UNKNOWN
            PartitionName=main Nodes=n0,n1 Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO

            """);
    }

    private void Start()
    {
        Run("munged", $"--socket={_folder["munge/socket"]}", $"--key-file={_folder["munge/key"]}", $"--pid-file={_folder["munged.pid"]}",
            $"--log-file={_folder["munge/log"]}", $"--seed-file={_folder["munge/seed"]}", "--num-threads=2");
        Run("slurmctld", "-c");
        Run("slurmd", "-N", "n0");
        Run("slurmd", "-N", "n1");
        var waited = Stopwatch.StartNew();
        while (!IsIdle())
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(60)) throw new InvalidOperationException($"the nodes do not become idle. {LastLog()}");
            Thread.Sleep(100);
        }
    }

    private bool IsIdle()
    {
        try
        {
            return Run("sinfo", "--noheader", "--format=%T") == "idle";
        }
        catch (InvalidOperationException)
        {
            return false; // the controller does not answer yet
        }
    }

    private string LastLog() => File.Exists(_folder["log/slurmctld"]) ? File.ReadLines(_folder["log/slurmctld"]).LastOrDefault("") : "";

    private void Stop(string daemon)
    {
        if (!File.Exists(_folder[daemon + ".pid"]) || !int.TryParse(File.ReadAllText(_folder[daemon + ".pid"]), out var id)) return;
        try
        {
            using var process = Process.GetProcessById(id);
            Process.Start("/bin/kill", [$"{id}"])!.WaitForExit();
            if (!process.WaitForExit(TimeSpan.FromSeconds(20))) process.Kill();
        }
        catch (ArgumentException)
        {
            // it has ended
        }
    }

    private static bool IsTask(string folder, string program, string array, int task)
    {
        try
        {
            var environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
            return File.ReadAllText(Path.Combine(folder, "cmdline")).StartsWith(program + '\0', StringComparison.Ordinal)
                && environment.Contains($"SLURM_ARRAY_JOB_ID={array}")
                && environment.Contains($"SLURM_ARRAY_TASK_ID={task}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false; // no process, or none of ours
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Dispose();
        return ports;
    }
}

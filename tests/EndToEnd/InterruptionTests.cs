using System.Diagnostics;
using Robotics.Cli.Tests;

namespace Robotics.EndToEnd;

public sealed class InterruptionTests(QuickDemo demo) : IDisposable
{
    private static readonly TimeSpan IntoTheStep = TimeSpan.FromMilliseconds(400);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_is_stopped_twice_in_every_long_step_ends_with_the_numbers_of_one_that_was_not()
    {
        (string Step, string Signal)[] stops =
        [
            ("record", "KILL"), ("record", "INT"), ("features", "INT"), ("features", "KILL"), ("train_reward", "KILL"), ("train_reward", "INT"),
            ("train_policy", "TERM"), ("train_policy", "KILL"), ("evaluate", "KILL"), ("evaluate", "INT"),
        ];
        var run = _folder["run"];
        var attempts = new[] { new[] { "demo", "--quick", "--output", run } }.Concat(Enumerable.Repeat(new[] { "demo", "--resume", run }, stops.Length)).ToList();
        for (var i = 0; i < stops.Length; i++) StopIn(stops[i].Step, stops[i].Signal, run, attempts[i]);

        var last = RoboticsProcess.Run(attempts[^1]);
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.True(File.Exists(Path.Combine(run, "report.html")));
        foreach (var part in new[] { "reward", "weights", "policy" })
            Assert.Equal(demo.Results[part]!.ToJsonString(), QuickDemo.ResultsOf(run)[part]!.ToJsonString());
    }

    private static void StopIn(string step, string signal, string run, string[] arguments)
    {
        var begun = Begun(run, step);
        using var process = RoboticsProcess.Start(arguments);
        var ending = Task.Run(() => RoboticsProcess.Finish(process));
        while (Begun(run, step) == begun && !process.HasExited) Thread.Sleep(20);
        Thread.Sleep(IntoTheStep);
        Assert.False(process.HasExited, $"{step} was over before it could be interrupted");
        var workers = RoboticsProcess.Children(process);
        RoboticsProcess.Signal(process, signal);

        var outcome = ending.Result;
        Assert.Equal(signal == "KILL" ? 137 : 130, outcome.ExitCode);
        if (signal != "KILL") Assert.Contains($"Continue with: ./robotics demo --resume {run}", outcome.Error);
        var patience = Stopwatch.StartNew();
        while (workers.Any(RoboticsProcess.Runs) && patience.Elapsed < TimeSpan.FromSeconds(30)) Thread.Sleep(50);
        Assert.DoesNotContain(workers, RoboticsProcess.Runs); // no simulation outlives its parent
    }

    private static int Begun(string run, string step)
    {
        var log = Path.Combine(run, "log.txt");
        if (!File.Exists(log)) return 0;
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n').Count(line => line.EndsWith($"step {step} begins", StringComparison.Ordinal));
    }
}

using System.Diagnostics;
using Robotics.Cli.Tests;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.EndToEnd;

/// <summary>What a driving node records over DDS goes into the next training, by the commands that users have.</summary>
public sealed class RecordThenTrainTests(QuickDemo demo) : IDisposable
{
    private const string Domain = "--dds.domain=98";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recorded_episodes_are_without_defect_and_train_a_policy_as_they_are()
    {
        var dataset = _folder["recorded"];
        var (reward, policy) = (Path.Combine(demo.Run, "reward"), Directory.GetDirectories(Path.Combine(demo.Run, "policies"))[0]);
        IsolatedNetwork.Run(() => Record(reward, policy, dataset));
        Assert.Contains("No defects: 2 episodes", Succeeds("dataset", "check", dataset, "--frames"));
        Succeeds("features", dataset);
        Succeeds("train", "policy", "--dataset", dataset, "--output", _folder["run"], "--steps=10", "--warmup_steps=1");
        Assert.True(File.Exists(_folder["run/model.safetensors"]));
    }

    private static void Record(string reward, string policy, string dataset)
    {
        using var robot = RoboticsProcess.Start("node", "--simulate", "pick_place", Domain, "--camera_rate=10", "--episodes=2", "--episode_seconds=3", "--operator_of=/driver");
        using var driver = RoboticsProcess.Start(
            "node", "--config", Path.Combine(RoboticsProcess.Root, "configs/bridge/drive.yaml"), Domain,
            "--progress.model=" + reward, "--drive.policy=" + policy, "--record.folder=" + dataset, "--json",
            // a loaded machine must not stop the arm by itself
            "--safety.deadman_timeout=3", "--safety.hold_after=2", "--safety.stop_after=4", "--safety.observation_hold_after=3", "--safety.observation_stop_after=6");
        try
        {
            var clock = Stopwatch.StartNew();
            while (!robot.HasExited && !driver.HasExited && clock.Elapsed < Patience)
                Thread.Sleep(50);
            RoboticsProcess.Signal(driver, "INT");
            var outcome = RoboticsProcess.Finish(driver);
            Assert.True(outcome.ExitCode == 0, outcome.Error);
            Assert.Contains("\"recorded_episodes\": 2", outcome.Output);
        }
        finally
        {
            foreach (var process in new[] { robot, driver })
                if (!process.HasExited)
                    process.Kill();
        }
    }

    private static string Succeeds(params string[] command)
    {
        var outcome = RoboticsProcess.Run(command);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }
}

using System.Diagnostics;
using Robotics.Datasets;
using Robotics.Policy;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;
using Robotics.Simulation.Workers;

namespace Robotics.Simulation.Tests.Workers;

public sealed class RemoteEnvironmentTests
{
    private static readonly PickPlaceSettings Small = new() { ImageSize = 32, MaxSteps = 12, Cameras = ["front", "wrist"] };

    [Fact]
    public void It_keeps_the_contract_of_environments()
    {
        using var environment = new RemoteEnvironment(TestWorker.Launch, Small);
        Assert.Empty(EnvironmentContract.Check(environment, seed: 3));
    }

    [Fact]
    public void A_process_sees_the_same_bits_as_this_one_with_either_platform()
    {
        using var local = new PickPlaceEnvironment(Small);
        using var remote = new RemoteEnvironment(TestWorker.Launch, Small);
        // without a vendor EGL does not work, so that worker falls back to OSMesa
        using var osmesa = new RemoteEnvironment(TestWorker.Shell("export __EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent; $WORKER"), Small);
        Observation[] first = [local.Reset(5), remote.Reset(5), osmesa.Reset(5)];
        AssertSame(first);
        float[] action = [.01f, 0, -.02f, .1f, .03f];
        EnvironmentStep[] next = [local.Step(action), remote.Step(action), osmesa.Step(action)];
        AssertSame([.. next.Select(step => step.Observation)]);
        Assert.All(next, step => Assert.Equal(next[0].Truth, step.Truth));
    }

    [Fact]
    public void A_worker_killed_in_an_episode_is_reported_and_replaced()
    {
        using var environment = new RemoteEnvironment(TestWorker.Launch, Small);
        environment.Reset(1);
        int killed = environment.ProcessId!.Value;
        Process.GetProcessById(killed).Kill();
        var fault = Assert.Throws<WorkerException>(() => environment.Step([0, 0, 0, 0, .04f]));
        Assert.Contains($"process {killed}", fault.Message);
        Assert.Contains("signal 9", fault.Message);
        Assert.Throws<InvalidOperationException>(() => environment.Step([0, 0, 0, 0, .04f]));
        Assert.Equal(0, environment.Reset(1).Timestamp);
        Assert.NotEqual(killed, environment.ProcessId);
    }

    [Fact]
    public void A_rollout_whose_worker_died_is_in_the_results_with_its_fault()
    {
        RemoteEnvironment? current = null;
        var runner = new RolloutRunner(() => current = new RemoteEnvironment(TestWorker.Launch, Small), () => new Assassin(() => current!.ProcessId!.Value));
        var results = runner.Run([11, 12, 13]);
        Assert.Equal([11ul, 12, 13], results.Select(result => result.Seed));
        Assert.Null(results[0].Fault);
        Assert.Contains("signal 9", results[1].Fault);
        Assert.False(results[1].Success);
        Assert.Null(results[2].Fault);
        Assert.Equal(Small.MaxSteps, results[2].Steps);
    }

    [Fact]
    public void An_error_inside_the_simulator_names_its_reason()
    {
        var launch = TestWorker.Shell("echo 'MuJoCo stopped with an error: stack overflow' >&2; exit 3");
        var fault = Assert.Throws<WorkerException>(() => new RemoteEnvironment(launch, Small));
        Assert.Contains("exit code 3", fault.Message);
        Assert.Contains("stack overflow", fault.Message);
    }

    [Fact]
    public void Warnings_of_requests_that_were_answered_do_not_hide_why_one_was_not()
    {
        // the blank lines fill the pipe, so the answer to Create comes after the warnings were read
        var launch = new WorkerLaunch("sh", ["-c", """
            for i in 1 2 3 4 5 6 7 8; do echo "warning $i" >&2; done
            yes '' | head -c 300000 >&2
            head -c "$(head -c 4 | od -An -tu4 | tr -d ' ')" > /dev/null
            printf '\001\000\000\000\001'
            head -c 4 > /dev/null
            echo 'the reason' >&2
            """]);
        using var environment = new RemoteEnvironment(launch, Small);
        var fault = Assert.Throws<WorkerException>(() => environment.Reset(1));
        Assert.Contains("the reason", fault.Message);
        Assert.DoesNotContain("warning", fault.Message);
    }

    [Fact]
    public void A_silent_worker_is_ended()
    {
        var launch = new WorkerLaunch("sleep", ["60"]) { Patience = TimeSpan.FromMilliseconds(200) };
        Assert.Contains("gave no answer", Assert.Throws<WorkerException>(() => new RemoteEnvironment(launch, Small)).Message);
    }

    [Fact]
    public void A_worker_that_talks_nonsense_is_ended()
    {
        var launch = new WorkerLaunch("sh", ["-c", "echo hello there; sleep 60"]);
        Assert.Contains("broke the protocol", Assert.Throws<WorkerException>(() => new RemoteEnvironment(launch, Small)).Message);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        var fault = Assert.Throws<WorkerException>(() => new RemoteEnvironment(new WorkerLaunch("no-such-program", []), Small));
        Assert.Contains("no-such-program", fault.Message);
    }

    [Fact]
    public void Impossible_settings_are_refused_as_in_process() =>
        Assert.Throws<ArgumentException>(() => new RemoteEnvironment(TestWorker.Launch, Small with { ImageSize = 1 }));

    private static void AssertSame(Observation[] observations)
    {
        foreach (Observation other in observations.Skip(1))
        {
            Assert.Equal(observations[0].State, other.State);
            Assert.All(observations[0].Images, image => Assert.Equal(image.Value.Pixels, other.Images[image.Key].Pixels));
        }
    }

    /// <summary>Kills the simulator in its second episode.</summary>
    private sealed class Assassin(Func<int> process) : IPolicy
    {
        private int _episode;

        public string Id => "assassin";

        public void Reset() => _episode++;

        public ActionChunk Act(Observation observation)
        {
            if (_episode == 2 && observation.Timestamp > .3)
                Process.GetProcessById(process()).Kill();
            return new ActionChunk(new float[1, 5], .1);
        }

        public void Dispose()
        {
        }
    }
}

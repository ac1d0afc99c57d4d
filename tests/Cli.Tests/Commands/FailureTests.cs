using Robotics.Cli.Commands;
using Robotics.Cli.Tests.Shards;

namespace Robotics.Cli.Tests.Commands;

public class FailureTests
{
    [Fact]
    public void A_recording_whose_workers_cannot_work_fails_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        // a worker is this program again, and this test program is none
        string[] settings = ["--train_fluent=1", "--train_hesitant=0", "--train_failing=0", "--holdout_fluent=0", "--holdout_hesitant=0", "--rollout_success=0", "--rollout_partial=0", "--rollout_failure=0"];
        var outcome = RoboticsCall.Run(["record", "--output", folder["dataset"], .. settings]);
        Assert.Equal(ExitCode.Failure, outcome.ExitCode);
        Assert.Contains("Episode 0 cost 3 workers. The simulation worker", outcome.Error);
        Assert.DoesNotContain("Unexpected failure", outcome.Error);
    }
}

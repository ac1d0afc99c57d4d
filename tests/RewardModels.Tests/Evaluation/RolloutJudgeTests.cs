using Robotics.Datasets;
using Robotics.RewardModels.Evaluation;

namespace Robotics.RewardModels.Tests.Evaluation;

public class RolloutJudgeTests
{
    private static readonly RolloutJudge Judge = new(new RolloutJudgeSettings(), [0, 0.2, 0.4, 0.8, 0.9, 1]);

    [Fact]
    public void OutcomesFollowFromProgress()
    {
        Assert.Equal(RolloutOutcome.Success, Judge.Judge([0, 0.3f, 0.6f, 0.95f, 0.97f, 0.2f, 0.98f, 0.99f]));
        Assert.Equal(RolloutOutcome.Partial, Judge.Judge([0, 0.3f, 0.6f, 0.6f, 0.6f, 0.6f, 0.5f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f]));
        Assert.Equal(RolloutOutcome.Failure, Judge.Judge([0, 0.1f, 0.2f, 0.3f, 0.3f, 0.3f]));
        Assert.Equal(RolloutOutcome.Failure, Judge.Judge([]));
    }

    [Fact]
    public void ThresholdsAreReachedBySuccessAndPassedByPartialSuccess()
    {
        var half = new RolloutJudge(new RolloutJudgeSettings { SuccessProgress = 0.75, PartialStages = 1 }, [0, 0.5, 1]);
        Assert.Equal(RolloutOutcome.Success, half.Judge([0.75f, 0.75f]));
        Assert.Equal(RolloutOutcome.Partial, half.Judge([0.7499f, 0.7499f]));
        Assert.Equal(RolloutOutcome.Failure, half.Judge([0.5f, 0.5f]));
        Assert.Equal(RolloutOutcome.Partial, half.Judge([0.5001f, 0.5001f]));
    }

    [Fact]
    public void OneOutlierIsNoPartialSuccess() =>
        Assert.Equal(RolloutOutcome.Failure, Judge.Judge([0, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.1f, 0.1f]));

    [Fact]
    public void RhoIsRightMinusWrong()
    {
        var score = RolloutScore.Of([
            (RolloutOutcome.Success, RolloutOutcome.Success), (RolloutOutcome.Partial, RolloutOutcome.Failure),
            (RolloutOutcome.Failure, RolloutOutcome.Failure), (RolloutOutcome.Failure, RolloutOutcome.Failure)]);
        Assert.Equal(0.5, score.Rho);
        Assert.Equal(1, score.Confusion[(int)RolloutOutcome.Partial, (int)RolloutOutcome.Failure]);
    }

    [Fact]
    public void ImpossibleSettingsAreNamed()
    {
        var settings = new RolloutJudgeSettings { SuccessProgress = 1.2, FinalFrames = 0 };
        Assert.Equal(["success_progress", "final_frames"], settings.Faults().Select(f => f.Key));
        Assert.Contains("only 2", Assert.Throws<DataException>(() => new RolloutJudge(new RolloutJudgeSettings { PartialStages = 2 }, [0, 0.5, 1])).Message, StringComparison.Ordinal);
    }
}

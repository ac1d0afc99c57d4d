using Robotics.Cli.Pipeline;
using Robotics.Datasets;
using Robotics.RewardModels.Evaluation;

namespace Robotics.Cli.Tests.Pipeline;

public class RolloutLabelTests
{
    [Theory]
    [InlineData("success", RolloutOutcome.Success)]
    [InlineData("Partial", RolloutOutcome.Partial)]
    [InlineData("failure", RolloutOutcome.Failure)]
    public void The_label_is_a_word(string label, RolloutOutcome outcome) => Assert.Equal(outcome, RolloutLabel.Outcome(Labelled(label)));

    // the number of an enumeration's value is no outcome: 1 means success elsewhere
    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("")]
    public void Anything_else_is_refused(string label) =>
        Assert.Contains($"Episode 4 is to be judged, but its label 'outcome' is '{label}'", Assert.Throws<DataException>(() => RolloutLabel.Outcome(Labelled(label))).Message);

    private static Episode Labelled(string outcome) =>
        new(4, 10, ["pick"], 0, new Dictionary<string, VideoSegment>(), []) { Labels = new Dictionary<string, string> { ["outcome"] = outcome } };
}

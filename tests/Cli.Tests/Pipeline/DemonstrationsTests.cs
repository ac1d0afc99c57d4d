using Robotics.Cli.Pipeline;
using Robotics.Datasets;
using Robotics.Datasets.Tests.Fixtures;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Tests.Pipeline;

public class DemonstrationsTests
{
    private static readonly LeRobotDataset Dataset = LeRobotDataset.Open(Sample.Directory);

    private static readonly IReadOnlyList<Episode> Episodes =
    [
        Labelled(0, "true"),
        Labelled(1, "false"),
        Labelled(2, "unknown"),
        Dataset.Episodes[3] with { Labels = new Dictionary<string, string>() },
        Labelled(4, "true") with { Stages = [] },
    ];

    [Fact]
    public void Annotated_successes_are_learned_from_and_failures_where_that_is_asked_for()
    {
        Assert.Equal([0, 3], RewardTrainingStep.Demonstrations(Dataset, Episodes, failed: false).Select(e => e.Index));
        Assert.Equal([0, 1, 2, 3], RewardTrainingStep.Demonstrations(Dataset, Episodes, failed: true).Select(e => e.Index));
        Assert.Contains("none of the 2 chosen episodes", Assert.Throws<DataException>(() => RewardTrainingStep.Demonstrations(Dataset, [Episodes[1], Episodes[4]], failed: true)).Message);
    }

    [Fact]
    public void A_model_that_learned_from_failures_has_seen_them()
    {
        Assert.Equal([0, 3], RewardComparison.LearnedFrom(new SarmSettings(), Dataset, Episodes).Order());
        Assert.Equal([0, 1, 2, 3], RewardComparison.LearnedFrom(new SarmSettings { FailedDemonstrations = true }, Dataset, Episodes).Order());
    }

    private static Episode Labelled(int index, string success) =>
        Dataset.Episodes[index] with { Labels = new Dictionary<string, string> { [SuccessLabel.Name] = success } };
}

using Robotics.Cli.Pipeline;
using Robotics.Cli.Tests.Shards;
using Robotics.Datasets;
using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Tests.Pipeline;

public class ProgressTruthTests
{
    [Theory]
    [InlineData(1, 0.5f, null)]
    [InlineData(2, 0.5f, "stage is 2, not one of 0 to 1.")]
    [InlineData(-1, 0.5f, "stage is -1")]
    [InlineData(0.5f, 0.5f, "stage is 0.5")]
    [InlineData(1, 1.5f, "progress is 1.5, outside 0 to 1.")]
    [InlineData(1, float.NaN, "progress is NaN")]
    public void A_truth_that_cannot_be_is_refused_with_its_place(float stage, float progress, string? problem)
    {
        using var world = new SmallWorld([3, 4]);
        var dataset = world.Open();
        float[][] stages = [[0, 0, 0], [0, 0, stage, 1]], progresses = [[0, 0, 1], [0, 0.2f, progress, 1]];
        FrameTable.Of(dataset.Episodes, new Dictionary<string, IReadOnlyList<float[]>> { ["stage"] = stages, ["progress"] = progresses })
            .Write(Path.Combine(dataset.Directory, "ground_truth.parquet"));
        var truth = new ProgressTruth(dataset, SmallWorld.Stages, new TemporalProportions([1, 1]));
        var track = new ProgressTrack("", new int[4], new float[4, 2], new float[4], new float[4]);
        if (problem is null)
        {
            Assert.Equal(progresses[1], truth.Score(dataset.Episodes[1], track).TrueProgress);
            return;
        }
        var fault = Assert.Throws<DataException>(() => truth.Score(dataset.Episodes[1], track));
        Assert.Contains(problem, fault.Message);
        Assert.Equal((1, 2), (fault.Defect!.Episode, fault.Defect.Frame));
    }
}

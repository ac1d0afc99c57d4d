using Robotics.Datasets;
using Robotics.Perception;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmTrainingDataTests
{
    private static readonly string[] Stages = ["reach", "carry", "place"];

    [Fact]
    public void AFailedDemonstrationNeverCompletesItsLastStage()
    {
        // carry takes 20 and 40 frames where it is completed, 30 on average; here the cube is dropped and it never ends
        SarmEpisode[] episodes =
        [
            Episode(100, ("reach", 0, 30), ("carry", 30, 50), ("place", 50, 100)),
            Episode(100, ("carry", 10, 50), ("reach", 0, 10), ("place", 50, 100)),
            Episode(80, ("carry", 10, 70), ("reach", 0, 10)) with { Completed = false },
        ];
        var labels = Data(episodes).Labels[2];
        Assert.Equal([.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 70)], labels.Stages);
        for (var t = 0; t < 10; t++)
            Assert.Equal(t / 9f, labels.Fractions[t], 1e-6f);
        for (var t = 10; t < 80; t++)
            Assert.Equal(Math.Min(0.5f, (t - 10) / 30f), labels.Fractions[t], 1e-6f);
    }

    [Fact]
    public void AStageFromWhichAFailedDemonstrationFellBackIsNotCompletedEither()
    {
        // reach, carry, dropped after 20 frames; reached again, carried again to the end of the episode
        var failed = Episode(100, ("reach", 0, 10), ("carry", 10, 30), ("reach", 30, 60), ("carry", 60, 100)) with { Completed = false };
        var labels = Data([Episode(100, ("reach", 0, 30), ("carry", 30, 60), ("place", 60, 100)), failed]).Labels[1];
        Assert.Equal((1f, 0f), (labels.Fractions[9], labels.Fractions[10]));
        for (var t = 10; t < 30; t++)
            Assert.Equal(Math.Min(0.5f, (t - 10) / 30f), labels.Fractions[t], 1e-6f);
        Assert.Equal((0f, 1f), (labels.Fractions[30], labels.Fractions[59]));
        Assert.Equal(0.5f, labels.Fractions[^1]);
    }

    [Fact]
    public void AFailedDemonstrationThatBreaksOffEarlyHasComeNoFurtherThanUsual()
    {
        var data = Data([Episode(100, ("reach", 0, 20), ("carry", 20, 60), ("place", 60, 100)), Episode(8, ("reach", 0, 8)) with { Completed = false }]);
        Assert.Equal(7 / 20f, data.Labels[1].Fractions[^1], 1e-6f);
    }

    [Fact]
    public void CompletedDemonstrationsAloneSayHowLongStagesAre()
    {
        var completed = Episode(100, ("reach", 0, 20), ("carry", 20, 60), ("place", 60, 100));
        var failed = Episode(100, ("reach", 0, 90), ("carry", 90, 100)) with { Completed = false };
        var data = Data([completed, failed]);
        Assert.Equal([0.2, 0.4, 0.4], data.Description.Proportions.Shares.Select(s => Math.Round(s, 9)));
        Assert.Equal(Data([completed]).Labels[0].Fractions, data.Labels[0].Fractions);
        Assert.Equal(1, data.Labels[0].Fractions[^1]);
        Assert.Contains("No training episode completes the task", Assert.Throws<DataException>(() => Data([failed])).Message, StringComparison.Ordinal);
    }

    private static SarmTrainingData Data(SarmEpisode[] episodes) => new(SyntheticEpisodes.Small, episodes, Stages, proportions: null);

    private static SarmEpisode Episode(int length, params (string Name, int Start, int End)[] stages)
    {
        var features = new FeatureSequence("synthetic", ["front"], new float[length], new Half[length], 1);
        return new SarmEpisode(new ProgressInput(features, new float[length, 0], "carry"), [.. stages.Select(s => new StageAnnotation(s.Name, s.Start, s.End))]);
    }
}

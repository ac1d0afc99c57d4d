using Robotics.Datasets;
using Robotics.Perception;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmTrainerTests
{
    [Fact]
    public void TenStepsAndTenMoreAreTwenty()
    {
        var episodes = SyntheticEpisodes.Make(4, 11);
        using var whole = SarmModelTests.Trainer(SyntheticEpisodes.Small, episodes);
        for (var i = 0; i < 20; i++)
            whole.Advance();
        using var first = SarmModelTests.Trainer(SyntheticEpisodes.Small, episodes);
        for (var i = 0; i < 10; i++)
            first.Advance();
        using var file = new MemoryStream();
        first.Save(file);
        file.Position = 0;
        using var second = SarmModelTests.Trainer(SyntheticEpisodes.Small, episodes);
        second.Load(file);
        for (var i = 0; i < 10; i++)
            second.Advance();
        Assert.Equal(20, second.Step);
        using var expected = new MemoryStream();
        using var actual = new MemoryStream();
        whole.Save(expected);
        second.Save(actual);
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(actual.ToArray()));
    }

    [Fact]
    public void ItLearnsProgressAndSeesAReversedVideoGoBackwards()
    {
        var settings = SyntheticEpisodes.Small with { Steps = 400, ProgressLossWeight = 20 };
        using var model = SarmModelTests.Trained(settings, SyntheticEpisodes.Make(40, 12), settings.Steps);
        double error = 0;
        var frames = 0;
        foreach (var held in SyntheticEpisodes.Make(8, 13))
        {
            var track = model.Estimate(held.Episode.Input);
            error += track.Progress.Zip(held.Truth, (a, b) => (a - b) * (a - b)).Sum();
            frames += held.Truth.Length;
            var reversed = SyntheticEpisodes.Render(held.Truth.Reverse().ToArray(), new(3), 4);
            var backwards = model.Estimate(reversed).Progress;
            Assert.True(backwards[^1] < backwards[0] - 0.3f, $"{backwards[0]} to {backwards[^1]}");
        }
        TestContext.Current.SendDiagnosticMessage($"synthetic held-out MSE {error / frames:0.00000}");
        Assert.True(error / frames < 0.004, $"MSE {error / frames}");
    }

    [Fact]
    public void AForeignInstructionMakesNoProgress()
    {
        var settings = SyntheticEpisodes.Small with { PerturbedLanguage = 0.4, Steps = 400 };
        var episodes = SyntheticEpisodes.Make(20, 14);
        using var model = SarmModelTests.Trained(settings, episodes, settings.Steps);
        var input = episodes[0].Episode.Input;
        var foreign = model.Estimate(input with { Task = "push the window slowly" });
        Assert.True(foreign.Progress.Average() < 0.2, $"{foreign.Progress.Average()}");
        Assert.True(model.Estimate(input).Progress[^1] > 0.8);
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0, true)]
    public void EveryStepDropsOutAnew(double dropout, bool same)
    {
        // one frame and a learning rate of zero: nothing else differs from step to step
        var features = new FeatureSequence("synthetic", ["front"], new float[1], [(Half)1, (Half)2], 2);
        var episode = new SarmEpisode(new ProgressInput(features, new float[1, 0], "stay"), [new StageAnnotation("stay", 0, 1)]);
        var settings = SyntheticEpisodes.Small with
        {
            Dropout = dropout,
            FeatureNoise = 0,
            ViewDropout = 0,
            PerturbedLanguage = 0,
            LearningRate = 0,
            FinalLearningRate = 0,
        };
        using var trainer = new SarmTrainer(settings, [episode], ["stay"], 3);
        var losses = Enumerable.Range(0, 3).Select(_ => trainer.Advance().Loss).Distinct().Count();
        Assert.Equal(same ? 1 : 3, losses);
    }

    [Fact]
    public void BadDemonstrationsAreNamed()
    {
        var episodes = SyntheticEpisodes.Make(3, 15).Select(e => e.Episode).ToArray();
        episodes[2] = episodes[2] with { Stages = [new StageAnnotation("juggle", 0, 5)] };
        var error = Assert.Throws<DataException>(() => new SarmTrainer(SyntheticEpisodes.Small, episodes, SyntheticEpisodes.Stages, 1));
        Assert.Contains("episode 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("juggle", error.Message, StringComparison.Ordinal);
        episodes[2] = episodes[2] with { Stages = [] };
        Assert.Throws<DataException>(() => new SarmTrainer(SyntheticEpisodes.Small, episodes, SyntheticEpisodes.Stages, 1));
    }
}

using Robotics.Datasets;
using Robotics.Perception;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmModelTests
{
    [Theory]
    [InlineData(1, 1, 4, StageCombination.Expected)]
    [InlineData(0, 2, 4, StageCombination.MostLikely)]
    [InlineData(1, 1, 0, StageCombination.Expected)]
    public void TheStreamGivesTheOfflineTrack(int frameLayers, int timeLayers, int stateDimension, StageCombination combination)
    {
        var settings = SyntheticEpisodes.Small with { FrameLayers = frameLayers, TimeLayers = timeLayers, Combination = combination };
        var episodes = SyntheticEpisodes.Make(3, 1, stateDimension);
        using var model = Trained(settings, episodes, 3);
        var input = episodes[1].Episode.Input;
        var track = model.Estimate(input);
        using var stream = model.Open(input.Task);
        for (var t = 0; t < track.Length; t++)
        {
            var live = stream.Push(input.Features.Frame(t), State(input, t));
            Assert.Equal(track.Progress[t], live.Progress, 1e-5f);
            Assert.Equal(track.Confidence[t], live.Confidence, 1e-5f);
            Assert.Equal(track.Stages[t], live.Stage);
            for (var k = 0; k < model.Stages.Count; k++)
                Assert.Equal(track.StageProbabilities[t, k], live.StageProbabilities[k], 1e-5f);
        }
    }

    [Fact]
    public void AnEpisodeOfSeveralChunksIsEstimatedAsTheStreamDoes()
    {
        using var model = Trained(SyntheticEpisodes.Small, SyntheticEpisodes.Make(3, 1), 3);
        var truth = Enumerable.Range(0, 2100).Select(t => 0.5f - 0.5f * MathF.Cos(t * 0.01f)).ToArray();
        var input = SyntheticEpisodes.Render(truth, new(71), 4);
        var track = model.Estimate(input);
        using var stream = model.Open(input.Task);
        for (var t = 0; t < track.Length; t++)
            Assert.Equal(track.Progress[t], stream.Push(input.Features.Frame(t), State(input, t)).Progress, 1e-5f);
    }

    [Fact]
    public void TheStreamRemembersTheOldestFrameOfEveryWindow()
    {
        var settings = SyntheticEpisodes.Small;
        using var model = Trained(settings, SyntheticEpisodes.Make(3, 7), 20);
        var oldest = ObservationWindow.Reach(settings.ObservationSteps, settings.FrameGap);
        // one frame unlike the others: the stage estimate differs where its window holds it and agrees where it does not
        var plain = SyntheticEpisodes.Make(1, 8)[0].Episode.Input;
        const int odd = 14;
        var other = WithNoise(plain, odd, odd + 1);
        var (before, after) = (Stream(model, plain), Stream(model, other));
        for (var age = 0; odd + age < before.Length; age++)
        {
            var seen = age % settings.FrameGap == 0 && age <= oldest;
            Assert.Equal(seen, Math.Abs(before[odd + age] - after[odd + age]) > 1e-6);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(21)]
    public void AnEpisodeGivesTheSameBitsWhereverTheCollectorPutsItsNumbers(int length)
    {
        using var model = Trained(SyntheticEpisodes.Small, SyntheticEpisodes.Make(3, 1), 3);
        var input = SyntheticEpisodes.Render([.. Enumerable.Range(0, length).Select(t => t / (float)length)], new(71), 4);
        var first = model.Estimate(input).Progress;
        for (var i = 0; i < 100; i++)
        {
            _ = new byte[8 * (i % 8) + 1];
            Assert.Equal(first, model.Estimate(input).Progress);
        }
    }

    [Fact]
    public void EpisodesSideBySideGiveTheSameTracks()
    {
        var episodes = SyntheticEpisodes.Make(12, 9);
        using var model = Trained(SyntheticEpisodes.Small, episodes, 3);
        var tracks = new System.Collections.Concurrent.ConcurrentDictionary<int, ProgressTrack>();
        void Keep(int e, ProgressTrack track) => Assert.True(tracks.TryAdd(e, track));
        EpisodeEstimates.Run(model, Enumerable.Range(0, episodes.Length), e => episodes[e].Episode.Input, Keep, sideBySide: 4);
        Assert.Equal(episodes.Length, tracks.Count);
        for (var e = 0; e < episodes.Length; e++)
            Assert.Equal(model.Estimate(episodes[e].Episode.Input).Progress, tracks[e].Progress);
        var error = Assert.Throws<DataException>(() => EpisodeEstimates.Run(
            model, Enumerable.Range(0, episodes.Length), e => e == 7 ? throw new DataException("episode 7 is broken") : episodes[e].Episode.Input,
            (_, _) => { }, sideBySide: 4));
        Assert.Equal("episode 7 is broken", error.Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public void AnotherFutureLeavesThePastAsItWas(int frameLayers, int timeLayers)
    {
        var settings = SyntheticEpisodes.Small with { FrameLayers = frameLayers, TimeLayers = timeLayers };
        var episodes = SyntheticEpisodes.Make(2, 2);
        using var model = Trained(settings, episodes, 2);
        var input = episodes[0].Episode.Input;
        const int change = 25;
        var before = model.Estimate(input);
        var after = model.Estimate(WithNoise(input, change, input.Features.Length));
        Assert.Equal(before.Progress[..change], after.Progress[..change]);
        Assert.Equal(before.Confidence[..change], after.Confidence[..change]);
        Assert.NotEqual(before.Progress[change..], after.Progress[change..]);
    }

    [Fact]
    public void CamerasAreFoundByName()
    {
        var episodes = SyntheticEpisodes.Make(2, 3);
        using var model = Trained(SyntheticEpisodes.Small, episodes, 2);
        var input = episodes[0].Episode.Input;
        Assert.Equal(model.Estimate(input).Progress, model.Estimate(input with { Features = Swapped(input.Features) }).Progress);
        var blind = input with { Features = input.Features with { Cameras = ["front", "top"] } };
        Assert.Contains("wrist", Assert.Throws<DataException>(() => model.Estimate(blind)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreRefusedWithTheirPlace()
    {
        var episodes = SyntheticEpisodes.Make(2, 4);
        using var model = Trained(SyntheticEpisodes.Small, episodes, 1);
        var input = episodes[0].Episode.Input;
        var features = (Half[])input.Features.Values.Clone();
        features[(7 * 2 + 1) * SyntheticEpisodes.Dimension + 3] = Half.NaN;
        var error = Assert.Throws<DataException>(() => model.Estimate(input with { Features = input.Features with { Values = features } }));
        Assert.Contains("wrist", error.Message, StringComparison.Ordinal);
        Assert.Contains("frame 7", error.Message, StringComparison.Ordinal);
        var states = (float[,])input.States.Clone();
        states[9, 2] = float.PositiveInfinity;
        error = Assert.Throws<DataException>(() => model.Estimate(input with { States = states }));
        Assert.Contains("frame 9", error.Message, StringComparison.Ordinal);
        using var stream = model.Open(input.Task);
        Assert.Throws<DataException>(() => stream.Push(features.AsSpan(7 * 2 * SyntheticEpisodes.Dimension, 2 * SyntheticEpisodes.Dimension), State(input, 7)));
    }

    [Fact]
    public void FeaturesOfAnotherBackboneAreRefused()
    {
        var episodes = SyntheticEpisodes.Make(2, 5);
        using var model = Trained(SyntheticEpisodes.Small, episodes, 1);
        var input = episodes[0].Episode.Input;
        Assert.Throws<DataException>(() => model.Estimate(input with { Features = input.Features with { BackboneId = "other" } }));
    }

    [Fact]
    public void ACheckpointFileGivesTheSameModel()
    {
        var episodes = SyntheticEpisodes.Make(3, 6);
        var settings = SyntheticEpisodes.Small;
        using var trainer = Trainer(settings, episodes);
        trainer.Advance();
        using var checkpoint = trainer.Checkpoint();
        using var model = new SarmModel(checkpoint, settings);
        using var file = new MemoryStream();
        checkpoint.Write(file);
        file.Position = 0;
        using var loaded = SarmModel.Load(file, settings);
        var input = episodes[2].Episode.Input;
        Assert.Equal(model.Id, loaded.Id);
        Assert.Equal(model.Stages, loaded.Stages);
        Assert.Equal(model.Estimate(input).Progress, loaded.Estimate(input).Progress);
        file.Position = 0;
        Assert.Throws<DataException>(() => SarmModel.Load(file, settings with { ModelWidth = 16 }));
        Assert.Throws<DataException>(() => SarmModel.Load(new MemoryStream(file.ToArray()[..(int)(file.Length / 2)]), settings));
    }

    [Theory]
    [InlineData("network.stage.head.weight", "stage.head.weight")]
    [InlineData("features.mean", "statistics")]
    [InlineData("state.scale", "statistics")]
    [InlineData("proportions", "statistics")]
    public void ACheckpointWithNumbersThatAreNotFiniteIsRefused(string name, string message)
    {
        using var trainer = Trainer(SyntheticEpisodes.Small, SyntheticEpisodes.Make(3, 6));
        using var checkpoint = trainer.Checkpoint();
        using var file = new MemoryStream();
        checkpoint.Write(file);
        file.Position = 0;
        using var content = Safetensors.Read(file);
        content.Tensors[name].view(-1)[1] = name == "features.mean" ? double.NaN : double.PositiveInfinity;
        using var broken = new MemoryStream();
        Safetensors.Write(broken, content.Tensors, content.Metadata);
        broken.Position = 0;
        Assert.Contains(message, Assert.Throws<DataException>(() => SarmModel.Load(broken, SyntheticEpisodes.Small)).Message, StringComparison.Ordinal);
    }

    internal static SarmModel Trained(SarmSettings settings, SyntheticEpisodes.Made[] episodes, int steps)
    {
        using var trainer = Trainer(settings, episodes);
        for (var i = 0; i < steps; i++)
            trainer.Advance();
        using var checkpoint = trainer.Checkpoint();
        return new SarmModel(checkpoint, settings);
    }

    internal static SarmTrainer Trainer(SarmSettings settings, SyntheticEpisodes.Made[] episodes) =>
        new(settings, episodes.Select(e => e.Episode).ToArray(), SyntheticEpisodes.Stages, 5);

    internal static float[] State(ProgressInput input, int frame) =>
        Enumerable.Range(0, input.States.GetLength(1)).Select(i => input.States[frame, i]).ToArray();

    private static float[] Stream(SarmModel model, ProgressInput input)
    {
        using var stream = model.Open(input.Task);
        return [.. Enumerable.Range(0, input.Features.Length).Select(t => stream.Push(input.Features.Frame(t), State(input, t)).StageProbabilities[0])];
    }

    private static ProgressInput WithNoise(ProgressInput input, int from, int to)
    {
        var random = new StepRandom(99);
        var values = (Half[])input.Features.Values.Clone();
        var states = (float[,])input.States.Clone();
        var perFrame = values.Length / input.Features.Length;
        for (var i = from * perFrame; i < to * perFrame; i++)
            values[i] = (Half)random.NextGaussian();
        for (var t = from; t < to; t++)
            for (var i = 0; i < states.GetLength(1); i++)
                states[t, i] = (float)random.NextGaussian();
        return input with { Features = input.Features with { Values = values }, States = states };
    }

    private static FeatureSequence Swapped(FeatureSequence features)
    {
        var d = features.Dimension;
        var values = new Half[features.Values.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = features.Values[i / (2 * d) * 2 * d + (i / d % 2 == 0 ? d : 0) + i % d];
        return features with { Cameras = features.Cameras.Reverse().ToArray(), Values = values };
    }
}

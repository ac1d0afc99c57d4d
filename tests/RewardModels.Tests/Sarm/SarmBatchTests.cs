using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmBatchTests
{
    [Fact]
    public void RewoundSlotsHoldTheFeaturesStatesAndLabelsOfTheirFrames()
    {
        using var scope = NewDisposeScope();
        var settings = SyntheticEpisodes.Small with { RewindProbability = 1, PerturbedLanguage = 0, BatchSize = 40 };
        var data = Data(settings);
        var windows = new SarmSampler(settings, data, 1).Draw(0);
        var batch = SarmBatch.Of(windows, data, new HashedTextEncoder(settings.TextDimension));
        var slots = (int)batch.Stages.shape[1];
        var rewound = 0;
        for (var b = 0; b < windows.Count; b++)
            for (var s = 0; s < windows[b].Frames.Length; s++)
            {
                var (frame, row, episode) = (windows[b].Frames[s], b * slots + s, windows[b].Episode);
                rewound += s > settings.ObservationSteps ? 1 : 0;
                var input = data.Episodes[episode].Input;
                Assert.Equal((float)input.Features.Frame(frame)[SyntheticEpisodes.Dimension + 5], batch.Features[1, row, 5].to(ScalarType.Float32).item<float>());
                var state = batch.States[row, 2].item<float>() * data.Description.State.Scale[2] + data.Description.State.Mean[2];
                Assert.Equal(input.States[frame, 2], state, 1e-3f);
                Assert.Equal(data.Labels[episode].Stages[frame], batch.Stages[b, s].item<long>());
                Assert.Equal(data.Labels[episode].Fractions[frame], batch.Fractions[b, s].item<float>());
            }
        Assert.True(rewound > 10);
    }

    [Fact]
    public void RewoundFramesRunBackwardsFromTheEnd()
    {
        var settings = SyntheticEpisodes.Small with { RewindProbability = 1, ReverseProbability = 0, BatchSize = 100 };
        var windows = new SarmSampler(settings, Data(settings), 2).Draw(0);
        var steps = settings.ObservationSteps;
        var rewound = windows.Where(w => w.Frames.Length > steps + 1).ToArray();
        Assert.NotEmpty(rewound);
        Assert.All(rewound, w => Assert.Equal(w.Frames.Skip(steps + 1), Enumerable.Range(1, w.Frames.Length - steps - 1).Select(i => w.Frames[steps - i])));
        Assert.All(rewound, w => Assert.True(w.Frames[steps + 1] < w.Frames[steps]));
    }

    [Fact]
    public void ForeignInstructionsGetZeroTargetsSampleBySample()
    {
        using var scope = NewDisposeScope();
        var settings = SyntheticEpisodes.Small with { PerturbedLanguage = 0.5, BatchSize = 60 };
        var data = Data(settings);
        var windows = new SarmSampler(settings, data, 3).Draw(0);
        Assert.InRange(windows.Count(w => w.IsForeign), 15, 45);
        var batch = SarmBatch.Of(windows, data, new HashedTextEncoder(settings.TextDimension));
        for (var b = 0; b < windows.Count; b++)
        {
            Assert.Equal(windows[b].IsForeign, windows[b].Instruction != SyntheticEpisodes.Task);
            if (windows[b].IsForeign)
                Assert.Equal(0, batch.Progress[b].abs().sum().item<float>() + batch.Fractions[b].sum().item<float>() + batch.Stages[b].sum().item<long>());
        }
        Assert.Contains(windows.Select((w, b) => (w, b)), p => !p.w.IsForeign && batch.Progress[p.b].max().item<float>() > 0.5);
    }

    [Fact]
    public void AnchorsPaddingBlankedViewsAndTaughtWindowsAreMarked()
    {
        using var scope = NewDisposeScope();
        var data = Data(SyntheticEpisodes.Small);
        SarmWindow[] windows = [new(0, [0, 3, 6], SyntheticEpisodes.Task, false, true, 1), new(1, [0, 2, 4, 6, 4], SyntheticEpisodes.Task, false, false, -1)];
        var batch = SarmBatch.Of(windows, data, new HashedTextEncoder(SyntheticEpisodes.Small.TextDimension));
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0, 0, 0], batch.Anchors.data<float>().ToArray());
        Assert.Equal([1, 1, 1, 0, 0, 1, 1, 1, 1, 1], batch.Valid.data<float>().ToArray());
        Assert.Equal([1, 0], batch.Taught.data<float>().ToArray());
        Assert.Equal(Enumerable.Repeat(1f, 10), batch.ShownViews[0].data<float>().ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], batch.ShownViews[1].data<float>().ToArray());
    }

    [Fact]
    public void PaddingAndTheOtherWindowsOfABatchDoNotMatter()
    {
        using var scope = NewDisposeScope();
        var settings = SyntheticEpisodes.Small with { Dropout = 0, FeatureNoise = 0 };
        var data = Data(settings);
        var description = data.Description;
        using var network = new SarmNetwork(settings, new SarmShape(2, description.FeatureDimension, description.StateDimension, 3));
        SarmInitialization.Apply(network, 1);
        using var objective = new SarmObjective(settings, description, network);
        var text = new HashedTextEncoder(settings.TextDimension);
        SarmWindow[] windows = [
            new(0, [0, 3, 6, 9, 12], SyntheticEpisodes.Task, false, true, -1),
            new(1, [0, 5, 8, 11, 14, 11, 8], SyntheticEpisodes.Task, false, true, -1)];
        double Loss(params SarmWindow[] some) => objective.Loss(SarmBatch.Of(some, data, text), 0).Total.item<float>();
        var (first, second, both) = (Loss(windows[0]), Loss(windows[1]), Loss(windows[0], windows[1]));
        Assert.Equal((5 * first + 7 * second) / 12, both, 1e-5);
        Assert.Equal(both, Loss(windows[1], windows[0]), 1e-5);
    }

    private static SarmTrainingData Data(SarmSettings settings) =>
        new(settings, SyntheticEpisodes.Make(5, 21).Select(e => e.Episode).ToArray(), SyntheticEpisodes.Stages, null);
}

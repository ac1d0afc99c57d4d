using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Tests.Baselines;
using Robotics.RewardModels.Tests.Sarm;
using TorchSharp;

namespace Robotics.RewardModels.Tests.Learning;

/// <summary>What computes with tensors frees them itself: left to finalizers they hold memory until the collector happens to run.</summary>
public class LiveTensorsTests
{
    private static readonly SyntheticEpisodes.Made[] Episodes = SyntheticEpisodes.Make(6, 31);

    [Fact]
    public void FittingARidgeLeavesNone() => AssertNoneIsLeft(() =>
    {
        using var ridge = BaselineTests.Fit(Episodes.Select(e => e.Episode).ToArray());
        ridge.Estimate(Episodes[0].Episode.Input);
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public void TrainingLeavesNone(int frameLayers, int timeLayers) => AssertNoneIsLeft(() =>
    {
        var settings = SyntheticEpisodes.Small with { FrameLayers = frameLayers, TimeLayers = timeLayers };
        using var trainer = SarmModelTests.Trainer(settings, Episodes);
        trainer.Advance();
        trainer.Advance();
        using var state = new MemoryStream();
        trainer.Save(state);
        state.Position = 0;
        trainer.Load(state);
    });

    [Fact]
    public void ACheckpointLeavesNone() => AssertNoneIsLeft(() =>
    {
        using var trainer = SarmModelTests.Trainer(SyntheticEpisodes.Small, Episodes);
        using var checkpoint = trainer.Checkpoint();
        using var file = new MemoryStream();
        checkpoint.Write(file);
        file.Position = 0;
        using var model = SarmModel.Load(file, SyntheticEpisodes.Small);
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 2)]
    public void EstimatingLeavesNone(int frameLayers, int timeLayers)
    {
        var settings = SyntheticEpisodes.Small with { FrameLayers = frameLayers, TimeLayers = timeLayers };
        using var model = SarmModelTests.Trained(settings, Episodes, 1);
        var input = Episodes[0].Episode.Input;
        AssertNoneIsLeft(() => model.Estimate(input));
        AssertNoneIsLeft(() =>
        {
            using var stream = model.Open(input.Task);
            for (var t = 0; t < 3; t++)
                stream.Push(input.Features.Frame(t), SarmModelTests.State(input, t));
        });
    }

    private static void AssertNoneIsLeft(Action work)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        work();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}

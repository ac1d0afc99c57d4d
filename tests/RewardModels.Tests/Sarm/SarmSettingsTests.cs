using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmSettingsTests
{
    [Fact]
    public void TheDefaultsAreFine() => Assert.Empty(new SarmSettings().Faults());

    [Fact]
    public void NetworksBeyondAllReasonAreRefusedBeforeTheyTakeMemory()
    {
        var settings = new SarmSettings { FrameGap = 1 << 30, ModelWidth = 1 << 20, TimeLayers = 1 << 20, TextDimension = 1 << 30 };
        Assert.Equal(["frame_gap", "text_dimension", "model_width", "time_layers"], settings.Faults().Select(f => f.Key));
    }

    [Fact]
    public void EveryImpossibleValueIsNamedAtOnce()
    {
        var settings = new SarmSettings
        {
            ModelWidth = 100,
            Heads = 3,
            MaxRewindSteps = 8,
            Dropout = 1,
            RewindProbability = double.NaN,
            LearningRate = -1,
            Cameras = ["front", "front"],
            BatchSize = 0,
            Combination = (StageCombination)7,
        };
        Assert.Equal(
            ["cameras", "batch_size", "rewind_probability", "dropout", "learning_rate", "heads", "max_rewind_steps", "combination"],
            settings.Faults().Select(f => f.Key));
    }
}

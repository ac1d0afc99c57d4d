using Robotics.Policy.Imitation;

namespace Robotics.Policy.Tests.Imitation;

public sealed class PolicySettingsTests
{
    [Fact]
    public void Defaults_have_no_fault() => Assert.Empty(new PolicySettings().Faults());

    [Fact]
    public void Every_impossible_value_is_found_by_its_key()
    {
        var broken = new PolicySettings
        {
            Cameras = ["front", "front"],
            ImageSize = 60,
            ChunkSize = 0,
            ExecuteSteps = 9,
            EnsembleDecay = double.NaN,
            DeltaActions = [0, -1],
            ViewFeatures = 0,
            HiddenSize = 0,
            Kappa = double.NaN,
            Steps = 0,
            BatchSize = 0,
            LearningRate = double.NaN,
            FinalLearningRate = -1,
            WarmupSteps = 5,
            WeightDecay = double.NaN,
            GradientClip = double.NaN,
            ShiftPixels = 60,
            ColourJitter = 1,
        };
        Assert.Equal(
            [
                "cameras", "image_size", "chunk_size", "execute_steps", "ensemble_decay", "delta_actions", "view_features", "hidden_size",
                "kappa", "steps", "batch_size", "learning_rate", "final_learning_rate", "warmup_steps", "weight_decay", "gradient_clip",
                "shift_pixels", "colour_jitter",
            ],
            broken.Faults().Select(f => f.Key));
    }

    [Fact]
    public void A_chunk_cannot_be_executed_beyond_its_end()
    {
        Assert.Empty(new PolicySettings { ChunkSize = 16, ExecuteSteps = 16 }.Faults());
        Assert.Equal("execute_steps", Assert.Single(new PolicySettings { ChunkSize = 16, ExecuteSteps = 17 }.Faults()).Key);
    }
}

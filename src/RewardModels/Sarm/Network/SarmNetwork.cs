using Robotics.RewardModels.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.RewardModels.Sarm.Network;

/// <summary>Sizes that come from the data.</summary>
/// <param name="Views">V</param>
/// <param name="FeatureDimension">D</param>
/// <param name="StateDimension">S, 0 without proprioception.</param>
/// <param name="Stages">K</param>
internal sealed record SarmShape(int Views, int FeatureDimension, int StateDimension, int Stages);

/// <summary>SARM's two transformers: one says the stage, the other how far through each stage, told the stage.</summary>
internal sealed class SarmNetwork : Module
{
    private readonly StreamTransformer _stage;
    private readonly StreamTransformer _progress;

    internal SarmNetwork(SarmSettings settings, SarmShape shape)
        : base(nameof(SarmNetwork))
    {
        Shape = shape;
        Dropout = new SeededDropout(settings.Dropout);
        _stage = new StreamTransformer(settings, shape, seesStage: false, Dropout);
        _progress = new StreamTransformer(settings, shape, seesStage: true, Dropout);
        register_module("stage", _stage);
        register_module("progress", _progress);
    }

    /// <summary>Sizes.</summary>
    internal SarmShape Shape { get; }

    /// <summary>The dropout of both networks.</summary>
    internal SeededDropout Dropout { get; }

    /// <summary>Logits of the stages.</summary>
    internal StreamTransformer Stage => _stage;

    /// <summary>Logits of τ in each stage.</summary>
    internal StreamTransformer Progress => _progress;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Dropout.Dispose();
        base.Dispose(disposing);
    }
}

using Robotics.RewardModels.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.RewardModels.Sarm.Network;

/// <summary>A linear map per view from backbone features to tokens; the views' biases tell the cameras apart.</summary>
internal sealed class ViewProjection : Module
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    internal ViewProjection(int views, int dimension, int width)
        : base(nameof(ViewProjection))
    {
        _weight = new Parameter(zeros(views, dimension, width));
        _bias = new Parameter(zeros(views, 1, width));
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <summary>[V, D, d]</summary>
    internal Tensor Weight => _weight;

    /// <summary>[V, 1, d]</summary>
    internal Tensor Bias => _bias;

    /// <summary>Features [V, n, D] to tokens [n, V, d].</summary>
    internal Tensor Project(Tensor features) => bmm(features, _weight).Plus(_bias).transpose(0, 1);
}

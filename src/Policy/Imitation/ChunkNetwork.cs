using Robotics.RewardModels.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.Policy.Imitation;

/// <summary>
/// Images and proprioception in, a normalised action chunk out. Every view has its own small encoder: patches of 4x4
/// pixels, then stride-2 convolutions down to a map of 4x4, flattened, so that positions survive (a spatial softmax does
/// far worse). Two stride-2 convolutions in place of the patches learn no faster per step and take three times as long.
/// </summary>
internal sealed class ChunkNetwork : Module<Tensor[], Tensor, Tensor>
{
    private const int Patch = 4;
    private const int PatchChannels = 16;
    private const int MapChannels = 32;
    private const int SmallestMap = 4;
    private readonly ModuleList<Sequential> _views;
    private readonly Sequential _head;
    private readonly int _chunkSize;
    private readonly int _actionSize;

    public ChunkNetwork(PolicySettings settings, int stateSize, int actionSize)
        : base(nameof(ChunkNetwork))
    {
        (_chunkSize, _actionSize) = (settings.ChunkSize, actionSize);
        _views = new ModuleList<Sequential>([.. settings.Cameras.Select(_ => Encoder(settings))]);
        _head = Sequential(
            Linear((settings.Cameras.Count * settings.ViewFeatures) + stateSize, settings.HiddenSize),
            ReLU(),
            Linear(settings.HiddenSize, settings.HiddenSize),
            ReLU(),
            Linear(settings.HiddenSize, settings.ChunkSize * actionSize));
        RegisterComponents();
    }

    /// <summary>Weights of the linear layers alone: a file that holds fewer numbers is none of such a network, and need not be given the memory of one.</summary>
    public static double LeastNumbers(PolicySettings settings, int stateSize, int actionSize)
    {
        double views = settings.Cameras.Count, features = settings.ViewFeatures, hidden = settings.HiddenSize;
        return (views * features * PatchChannels * SmallestMap * SmallestMap)
            + (hidden * ((views * features) + stateSize + hidden + ((double)settings.ChunkSize * actionSize)));
    }

    /// <summary>Plans chunks.</summary>
    /// <param name="images">Per view [B, 3, S, S] in [-1, 1].</param>
    /// <param name="state">Normalised proprioception [B, S].</param>
    /// <returns>[B, H, A]</returns>
    public override Tensor forward(Tensor[] images, Tensor state)
    {
        var features = images.Select((image, view) => _views[view].forward(image)).Append(state).ToArray();
        return _head.forward(cat(features, 1)).view(-1, _chunkSize, _actionSize);
    }

    /// <summary>
    /// Draws all parameters as PyTorch does by default, uniform within 1 / sqrt(fan in), but from the seed alone: two
    /// trainings with one seed start from the same network, whatever else runs in the process.
    /// </summary>
    public void Initialize(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var bound = 1.0;
        var index = 0;
        foreach (var (_, parameter) in named_parameters())
        {
            // a bias follows its weight and shares its bound
            if (parameter.dim() > 1)
                bound = 1 / Math.Sqrt(parameter.numel() / (double)parameter.shape[0]);
            var random = new StepRandom(seed, index++, (int)RandomPurpose.Initialization);
            var values = new float[parameter.numel()];
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)(bound * ((2 * random.NextDouble()) - 1));
            parameter.copy_(TensorOf.Values(values, parameter.shape));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _views.Dispose();
            _head.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Sequential Encoder(PolicySettings settings)
    {
        var (channels, side) = (PatchChannels, settings.ImageSize / Patch);
        var layers = new List<Module<Tensor, Tensor>> { Conv2d(3, PatchChannels, kernel_size: Patch, stride: Patch), ReLU() };
        for (; side > SmallestMap; side /= 2)
        {
            layers.Add(Conv2d(channels, MapChannels, kernel_size: 3, stride: 2, padding: 1));
            layers.Add(ReLU());
            channels = MapChannels;
        }

        layers.Add(Flatten());
        layers.Add(Linear(channels * side * side, settings.ViewFeatures));
        layers.Add(ReLU());
        return Sequential(layers);
    }
}

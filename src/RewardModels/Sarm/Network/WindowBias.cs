using Robotics.RewardModels.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.RewardModels.Sarm.Network;

/// <summary>
/// What attention over a window may see and how it weighs age: a slot sees the anchor and the n slots that end with
/// itself, whatever stream a token belongs to, and each head learns a preference per age. A flat triangular mask over
/// stream-major tokens would let the first frame's state see the last frame's image.
/// </summary>
internal sealed class WindowBias : Module
{
    private readonly Parameter _age;
    private readonly int _steps;

    internal WindowBias(int steps, int heads)
        : base(nameof(WindowBias))
    {
        _steps = steps;
        _age = new Parameter(zeros(heads, steps + 1));
        register_parameter("age", _age);
    }

    /// <summary>Bias of a whole window [1, heads, W * N, W * N], tokens slot by slot.</summary>
    internal Tensor Window(int slots, int streams)
    {
        using var scope = NewDisposeScope();
        var index = new long[slots * slots];
        var barrier = new float[slots * slots];
        for (var query = 0; query < slots; query++)
            for (var key = 0; key < slots; key++)
                (index[query * slots + key], barrier[query * slots + key]) = Bucket(query, key);
        var bias = _age.index_select(1, TensorOf.Values(index)).Plus(TensorOf.Values(barrier)).view(-1, slots, slots);
        return bias.repeat_interleave(streams, 1).repeat_interleave(streams, 2).unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>Bias of the newest slot alone [1, heads, 1, (n + 1) * N].</summary>
    internal Tensor Newest(int streams)
    {
        using var scope = NewDisposeScope();
        var index = Enumerable.Range(0, _steps + 1).Select(key => Bucket(_steps, key).Index).ToArray();
        return _age.index_select(1, TensorOf.Values(index)).repeat_interleave(streams, 1).unsqueeze(1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    private (long Index, float Barrier) Bucket(int query, int key)
    {
        if (key == 0)
            return (_steps, 0);
        var distance = query - key;
        return distance < 0 || distance >= _steps ? (0, float.NegativeInfinity) : (distance, 0);
    }
}

using Robotics.RewardModels.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.RewardModels.Sarm.Network;

/// <summary>
/// One transformer layer, normalised before attention and before the feed-forward part. Keys and values can be made
/// apart from the queries, so that frames shared by many windows are projected once.
/// </summary>
internal sealed class AttentionBlock : Module
{
    private readonly LayerNorm _attentionNorm;
    private readonly Linear _query;
    private readonly Linear _keyValue;
    private readonly Linear _output;
    private readonly LayerNorm _feedForwardNorm;
    private readonly Linear _expand;
    private readonly Linear _contract;
    private readonly SeededDropout _dropout;
    private readonly int _heads;

    internal AttentionBlock(int width, int heads, int hidden, SeededDropout dropout)
        : base(nameof(AttentionBlock))
    {
        _attentionNorm = LayerNorm(width);
        _query = Linear(width, width);
        _keyValue = Linear(width, 2 * width);
        _output = Linear(width, width);
        _feedForwardNorm = LayerNorm(width);
        _expand = Linear(width, hidden);
        _contract = Linear(hidden, width);
        (_dropout, _heads) = (dropout, heads);
        register_module("attention_norm", _attentionNorm);
        register_module("query", _query);
        register_module("key_value", _keyValue);
        register_module("output", _output);
        register_module("feed_forward_norm", _feedForwardNorm);
        register_module("expand", _expand);
        register_module("contract", _contract);
    }

    /// <summary>All tokens attend to all that the bias allows.</summary>
    /// <param name="x">[B, L, d]</param>
    /// <param name="bias">[1, heads, L, L], minus infinity where attention is forbidden; null allows everything.</param>
    internal Tensor All(Tensor x, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var normal = _attentionNorm.call(x);
        return Attend(x, _query.call(normal), _keyValue.call(normal), bias).MoveToOuterDisposeScope();
    }

    /// <summary>Keys and values of tokens, side by side [..., 2d].</summary>
    internal Tensor KeysAndValues(Tensor x)
    {
        using var scope = NewDisposeScope();
        return _keyValue.call(_attentionNorm.call(x)).MoveToOuterDisposeScope();
    }

    /// <summary>Some tokens attend to keys and values made before.</summary>
    /// <param name="x">[B, N, d]</param>
    /// <param name="keysAndValues">[B, L, 2d]</param>
    /// <param name="bias">[1, heads, 1, L]</param>
    internal Tensor Some(Tensor x, Tensor keysAndValues, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        return Attend(x, _query.call(_attentionNorm.call(x)), keysAndValues, bias).MoveToOuterDisposeScope();
    }

    private Tensor Attend(Tensor x, Tensor queries, Tensor keysAndValues, Tensor? bias)
    {
        var (batch, length, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var q = queries.view(batch, length, _heads, width / _heads).transpose(1, 2);
        var kv = keysAndValues.view(batch, -1, 2, _heads, width / _heads).permute(2, 0, 3, 1, 4);
        var mixed = functional.scaled_dot_product_attention(q, kv[0], kv[1], bias);
        x = x.Plus(_dropout.Apply(_output.call(mixed.transpose(1, 2).reshape(batch, length, width))));
        var hidden = functional.relu(_expand.call(_feedForwardNorm.call(x)));
        return x.Plus(_dropout.Apply(_contract.call(hidden)));
    }
}

using Robotics.RewardModels.Learning;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Robotics.RewardModels.Sarm.Network;

/// <summary>
/// The body that SARM's two networks share: every frame is a token per stream (each view, language, state, and the
/// stage for the progress network); layers relate the streams of a frame, then the frames of the window.
/// </summary>
internal sealed class StreamTransformer : Module
{
    private readonly ViewProjection _views;
    private readonly Linear _language;
    private readonly Linear? _state;
    private readonly Linear? _stage;
    private readonly Parameter _anchor;
    private readonly ModuleList<AttentionBlock> _frameLayers;
    private readonly ModuleList<AttentionBlock> _timeLayers;
    private readonly WindowBias _window;
    private readonly LayerNorm _fusionNorm;
    private readonly Linear _fusion;
    private readonly Linear _head;
    private readonly SeededDropout _dropout;
    private readonly int _slots;

    internal StreamTransformer(SarmSettings settings, SarmShape shape, bool seesStage, SeededDropout dropout)
        : base(nameof(StreamTransformer))
    {
        var width = settings.ModelWidth;
        _views = new ViewProjection(shape.Views, shape.FeatureDimension, width);
        _language = Linear(settings.TextDimension, width);
        _state = shape.StateDimension > 0 ? Linear(shape.StateDimension, width) : null;
        _stage = seesStage ? Linear(shape.Stages, width) : null;
        _anchor = new Parameter(zeros(width));
        Streams = shape.Views + 1 + (_state is null ? 0 : 1) + (_stage is null ? 0 : 1);
        _frameLayers = Layers(settings.FrameLayers);
        _timeLayers = Layers(settings.TimeLayers);
        _window = new WindowBias(settings.ObservationSteps, settings.Heads);
        _fusionNorm = LayerNorm(Streams * width);
        _fusion = Linear(Streams * width, width);
        _head = Linear(width, shape.Stages);
        (_dropout, _slots) = (dropout, settings.ObservationSteps + 1);
        register_module("views", _views);
        register_module("language", _language);
        if (_state is not null)
            register_module("state", _state);
        if (_stage is not null)
            register_module("stage", _stage);
        register_parameter("anchor", _anchor);
        register_module("frame_layers", _frameLayers);
        register_module("time_layers", _timeLayers);
        register_module("window", _window);
        register_module("fusion_norm", _fusionNorm);
        register_module("fusion", _fusion);
        register_module("head", _head);

        ModuleList<AttentionBlock> Layers(int count) => new(Enumerable.Range(0, count)
            .Select(_ => new AttentionBlock(width, settings.Heads, settings.FeedForwardScale * width, dropout)).ToArray());
    }

    /// <summary>Tokens per frame N.</summary>
    internal int Streams { get; }

    /// <summary>The projection of the views, for folding.</summary>
    internal ViewProjection Views => _views;

    /// <summary>Whether keys and values of the only window layer belong to frames, not to windows.</summary>
    internal bool SharesFrames => _timeLayers.Count == 1;

    /// <summary>Tokens of frames, each on its own.</summary>
    /// <param name="projected">Projected views [n, V, d].</param>
    /// <param name="text">Text embeddings [B, E] of B windows whose n / B frames follow each other.</param>
    /// <param name="states">[n, S], ignored where the model uses none.</param>
    /// <param name="stages">Stage probabilities [n, K] for the network that sees them.</param>
    /// <param name="anchors">[n, 1], one where the frame stands as the anchor.</param>
    /// <returns>[n, N, d]</returns>
    internal Tensor Frames(Tensor projected, Tensor text, Tensor states, Tensor? stages, Tensor anchors)
    {
        using var scope = NewDisposeScope();
        var frames = projected.shape[0];
        var tokens = new List<Tensor>
        {
            projected.Plus((anchors * _anchor).unsqueeze(1)),
            _language.call(text).repeat_interleave(frames / text.shape[0], 0).unsqueeze(1),
        };
        if (_state is not null)
            tokens.Add(_state.call(states).unsqueeze(1));
        if (_stage is not null)
            tokens.Add(_stage.call(stages!).unsqueeze(1));
        var x = _dropout.Apply(cat(tokens, 1));
        foreach (var layer in _frameLayers)
            x = layer.All(x, null);
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>Outputs of every slot of windows, for training.</summary>
    /// <param name="tokens">[B, W, N, d]</param>
    /// <returns>[B, W, K]</returns>
    internal Tensor AllSlots(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var (batch, slots, width) = (tokens.shape[0], tokens.shape[1], tokens.shape[3]);
        var bias = _window.Window((int)slots, Streams);
        var x = tokens.reshape(batch, slots * Streams, width);
        foreach (var layer in _timeLayers)
            x = layer.All(x, bias);
        return Head(x.view(batch, slots, Streams * width)).MoveToOuterDisposeScope();
    }

    /// <summary>What a frame contributes to windows: its keys and values [n, N, 2d], or its tokens where layers follow.</summary>
    internal Tensor Memory(Tensor tokens) =>
        SharesFrames ? _timeLayers[0].KeysAndValues(tokens) : tokens.alias();

    /// <summary>Output of the newest slot of windows, for inference.</summary>
    /// <param name="newest">Tokens of the newest frames [B, N, d].</param>
    /// <param name="memory"><see cref="Memory"/> of the frames of each window [B, n + 1, N, d or 2d].</param>
    /// <returns>[B, K]</returns>
    internal Tensor NewestSlot(Tensor newest, Tensor memory)
    {
        using var scope = NewDisposeScope();
        var batch = memory.shape[0];
        var x = memory.view(batch, _slots * Streams, memory.shape[3]);
        if (!SharesFrames)
            (x, newest) = EarlierLayers(x);
        var bias = _window.Newest(Streams);
        return Head(_timeLayers[_timeLayers.Count - 1].Some(newest, x, bias).reshape(batch, -1)).MoveToOuterDisposeScope();
    }

    private (Tensor KeysAndValues, Tensor Newest) EarlierLayers(Tensor x)
    {
        var bias = _window.Window(_slots, Streams);
        for (var i = 0; i < _timeLayers.Count - 1; i++)
            x = _timeLayers[i].All(x, bias);
        return (_timeLayers[_timeLayers.Count - 1].KeysAndValues(x), x.narrow(1, x.shape[1] - Streams, Streams));
    }

    private Tensor Head(Tensor fused) =>
        _head.call(_dropout.Apply(functional.relu(_fusion.call(_fusionNorm.call(fused)))));
}

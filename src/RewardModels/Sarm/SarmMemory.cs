using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>What one network keeps of a live episode: the anchor and as many frames as a window can reach back.</summary>
internal sealed class SarmMemory : IDisposable
{
    private readonly int[] _slots;
    private readonly int _capacity;
    private Tensor? _rows;
    private int _frame;

    internal SarmMemory(int slots, int gap)
    {
        _slots = new int[slots];
        _capacity = ObservationWindow.Reach(slots - 1, gap) + 1;
    }

    /// <summary>Adds the newest frame and returns the network's output for it [1, K].</summary>
    internal Tensor Push(StreamTransformer body, Tensor views, Tensor states, Tensor text, Tensor? stages, int gap)
    {
        var tokens = body.Frames(views, text, states, stages, zeros(1, 1));
        if (_rows is null)
            Start(body, body.Memory(body.Frames(views, text, states, stages, ones(1, 1))));
        _rows![_frame % _capacity] = body.Memory(tokens)[0];
        ObservationWindow.Fill(_slots, _frame, gap);
        var rows = _slots.Select((frame, slot) => slot == 0 ? _capacity : (long)(frame % _capacity)).ToArray();
        _frame++;
        return body.NewestSlot(tokens, _rows.index_select(0, TensorOf.Values(rows)).unsqueeze(0));
    }

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();

    private void Start(StreamTransformer body, Tensor anchor)
    {
        _rows = zeros(_capacity + 1, body.Streams, anchor.shape[2]).DetachFromDisposeScope();
        _rows[_capacity] = anchor[0];
    }
}

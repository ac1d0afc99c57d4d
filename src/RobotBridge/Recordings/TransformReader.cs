using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Pose of a coordinate frame in another, out of the transforms that a robot publishes on <c>/tf</c>.</summary>
internal sealed class TransformReader : ComponentReader
{
    // what publishers of one robot may be apart; more means that a clock was set
    private const long Skew = 250_000_000;

    private readonly TransformTree _tree;
    private long? _last;

    /// <inheritdoc cref="VectorReader.Of"/>
    public TransformReader(TransformTree tree, VectorSource source, string file)
        : base(TFMessage.Type.Name, ComponentType.Pose, source, file) => _tree = tree;

    /// <inheritdoc/>
    public override string Wanted => _tree.IsConnected ? $"{base.Wanted} of a part of the {_tree.Way} that moves" : $"a {_tree.Way}; there are only {_tree.Known()}";

    /// <inheritdoc/>
    public override MessageValues Read(ReadOnlyMemory<byte> cdr)
    {
        var newest = _tree.Add(CdrReader.Deserialize<TFMessage>(cdr));
        if (!_tree.IsConnected)
            return MessageValues.Unusable($"no {_tree.Way} so far");
        if (newest is not { } stamp)
            return _last is null ? MessageValues.Unusable($"nothing of the {_tree.Way}") : MessageValues.Elsewhere;
        // another part of the way may have been known for later already
        _last = stamp < _last && _last - stamp < Skew ? _last : stamp;
        return Choose(_last.Value, "", _tree.Pose().Numbers());
    }
}

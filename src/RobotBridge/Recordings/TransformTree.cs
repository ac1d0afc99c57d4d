using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The last known pose of every coordinate frame in its parent, and the pose of one frame in another that follows.</summary>
internal sealed class TransformTree
{
    private const int MostListed = 30;

    private readonly Dictionary<string, (string Parent, RigidTransform Pose)> _frames = [];
    private readonly string _reference;
    private readonly string _target;

    // from either frame up to below the first one that both hang on
    private string[] _fromReference = [];
    private string[] _fromTarget = [];

    /// <summary>Begins without any frame.</summary>
    /// <param name="reference">The frame in which the pose is wanted.</param>
    /// <param name="target">The frame whose pose is wanted.</param>
    public TransformTree(string reference, string target) => (_reference, _target) = (Name(reference), Name(target));

    /// <summary>Whether there is a way between both frames.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>What is wanted.</summary>
    public string Way => $"way from '{_reference}' to '{_target}'";

    /// <summary>All frames, for messages; of many the first.</summary>
    public string Known()
    {
        var known = _frames.Keys.Concat(_frames.Values.Select(frame => frame.Parent)).Distinct().Order(StringComparer.Ordinal).ToArray();
        return string.Join(", ", known.Take(MostListed)) + (known.Length > MostListed ? ", ..." : "");
    }

    /// <summary>Takes the transforms of a message.</summary>
    /// <returns>The newest stamp of those that lie on the way, nanoseconds; null where none does.</returns>
    public long? Add(TFMessage message)
    {
        long? newest = null;
        foreach (var transform in message.Transforms)
        {
            var child = Name(transform.ChildFrameId);
            var frame = (Parent: Name(transform.Header.FrameId), RigidTransform.Of(transform.Transform));
            var isMoved = !_frames.TryGetValue(child, out var known) || known.Parent != frame.Parent;
            _frames[child] = frame;
            if (isMoved)
                FindWay();
            if (_fromReference.Contains(child) || _fromTarget.Contains(child))
                newest = Math.Max(newest ?? 0, RosTime.Nanoseconds(transform.Header.Stamp));
        }

        return newest;
    }

    /// <summary>Pose of the target in the reference; both have to be connected.</summary>
    public RigidTransform Pose() => PoseOf(_fromReference).Inverse().Then(PoseOf(_fromTarget));

    // as tf2 has it; older senders begin with a slash
    private static string Name(string frame) => frame.TrimStart('/');

    private void FindWay()
    {
        var (fromReference, fromTarget) = (ToRoot(_reference), ToRoot(_target));
        // a loop has no root
        IsConnected = fromReference[^1] == fromTarget[^1] && !_frames.ContainsKey(fromTarget[^1]);
        _fromReference = IsConnected ? [.. fromReference.Except(fromTarget)] : [];
        _fromTarget = IsConnected ? [.. fromTarget.Except(fromReference)] : [];
    }

    private List<string> ToRoot(string frame)
    {
        var way = new List<string> { frame };
        while (_frames.TryGetValue(way[^1], out var known) && way.Count <= _frames.Count)
            way.Add(known.Parent);
        return way;
    }

    private RigidTransform PoseOf(string[] way) => way.Aggregate(RigidTransform.Identity, (pose, frame) => _frames[frame].Pose.Then(pose));
}

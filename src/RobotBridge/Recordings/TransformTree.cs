using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The last known pose of every coordinate frame in its parent, and the pose of one frame in another that follows.</summary>
/// <param name="reference">The frame in which the pose is wanted.</param>
/// <param name="target">The frame whose pose is wanted.</param>
internal sealed class TransformTree(string reference, string target)
{
    private const int MostListed = 30;

    private readonly Dictionary<string, (string Parent, RigidTransform Pose)> _frames = [];
    private readonly HashSet<string> _onTheWay = [];

    /// <summary>Whether there is a way between both frames.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>What is wanted.</summary>
    public string Way => $"way from '{reference}' to '{target}'";

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
            if (_onTheWay.Contains(child))
                newest = Math.Max(newest ?? 0, RosTime.Nanoseconds(transform.Header.Stamp));
        }

        return newest;
    }

    /// <summary>Pose of the target in the reference; both have to be connected.</summary>
    public RigidTransform Pose() => FromRoot(reference).Inverse().Then(FromRoot(target));

    /// <summary>A name as tf2 has it; older senders begin it with a slash.</summary>
    private static string Name(string frame) => frame.TrimStart('/');

    // what both ways to the root share cancels out, so that only the rest lies between them
    private void FindWay()
    {
        var (from, to) = (ToRoot(reference), ToRoot(target));
        // a loop has no root
        IsConnected = from[^1] == to[^1] && !_frames.ContainsKey(to[^1]);
        _onTheWay.Clear();
        _onTheWay.UnionWith(from);
        _onTheWay.SymmetricExceptWith(to);
    }

    private List<string> ToRoot(string frame)
    {
        var way = new List<string> { frame };
        while (_frames.TryGetValue(way[^1], out var known) && way.Count <= _frames.Count)
            way.Add(known.Parent);
        return way;
    }

    private RigidTransform FromRoot(string frame)
    {
        var pose = RigidTransform.Identity;
        foreach (var part in ToRoot(frame))
            if (_onTheWay.Contains(part) && _frames.TryGetValue(part, out var known))
                pose = known.Pose.Then(pose);
        return pose;
    }
}

using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>Where the joints were told to go of late, by this node or by whoever else commands the robot.</summary>
/// <param name="joints">Names in the order of the positions [J].</param>
public sealed class CommandedJoints(IReadOnlyList<string> joints)
{
    private const int Depth = 200;

    // commands further apart than this are no stream: each stands for itself
    private const long LongestInterval = 100_000_000;

    private readonly Lock _lock = new();
    private readonly List<(long Stamp, double[] Positions)> _commands = [];

    /// <summary>Takes a command.</summary>
    /// <param name="stamp">When it was given, nanoseconds since the epoch.</param>
    /// <param name="positions">[J]</param>
    public void Put(long stamp, double[] positions)
    {
        lock (_lock)
        {
            _commands.Add((stamp, positions));
            if (_commands.Count > Depth)
                _commands.RemoveAt(0);
        }
    }

    /// <summary>Nothing is commanded any more.</summary>
    public void Clear()
    {
        lock (_lock)
            _commands.Clear();
    }

    /// <summary>
    /// Where a controller was on its way to at a moment [J]: in a stream of commands each is reached over the interval that
    /// separates it from the one before. Null before the first command.
    /// </summary>
    public double[]? At(long stamp)
    {
        lock (_lock)
        {
            var place = _commands.FindLastIndex(command => command.Stamp <= stamp);
            if (place < 0)
                return null;
            var (since, to) = _commands[place];
            if (place == 0 || since - _commands[place - 1].Stamp is var interval && interval is <= 0 or > LongestInterval)
                return to;
            var share = Math.Min(1, (stamp - since) / (double)interval);
            return [.. _commands[place - 1].Positions.Zip(to, (from, goal) => from + share * (goal - from))];
        }
    }

    /// <summary>Takes the goal of another node's trajectory; one that lacks a joint says nothing.</summary>
    public void Put(long stamp, JointTrajectory message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Points is [.., var goal] && goal.Positions.Length == message.JointNames.Length)
            Put(stamp, message.JointNames, goal.Positions);
    }

    /// <summary>Takes another node's command, which names no joints; one of another length says nothing.</summary>
    /// <param name="stamp">When it was given, nanoseconds since the epoch.</param>
    /// <param name="message">The command.</param>
    /// <param name="order">The joints that the controller expects, in its order.</param>
    public void Put(long stamp, Float64MultiArray message, string[] order)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(order);
        if (message.Data.Length == order.Length)
            Put(stamp, order, message.Data);
    }

    private void Put(long stamp, string[] names, double[] positions)
    {
        if (NamedJoints.Values(names, positions, joints) is { } ordered)
            Put(stamp, ordered);
    }
}

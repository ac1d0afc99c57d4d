using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>The last joint states, to find the one that belongs to an image.</summary>
/// <param name="joints">Names in the order of the positions [J].</param>
/// <param name="slop">Largest distance between image and state, nanoseconds.</param>
public sealed class StateHistory(IReadOnlyList<string> joints, long slop)
{
    private const int Depth = 100;
    private const int MostNames = 20;
    private readonly Lock _lock = new();
    private readonly Queue<(long Stamp, double[] Positions)> _states = new();

    /// <summary>Messages without all joints or with a number that is not finite.</summary>
    public long Refused { get; private set; }

    /// <summary>Why the last of them was refused; null before the first.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Adds a message; may be called from another thread than <see cref="At"/>.</summary>
    public void Offer(long stamp, JointState message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var positions = NamedJoints.Values(message.Name, message.Position, joints);
        lock (_lock)
        {
            if (positions is null)
            {
                Refusal = joints.FirstOrDefault(joint => !message.Name.Contains(joint)) is { } missing
                    ? $"joint states without '{missing}'; they name {string.Join(", ", message.Name.Take(MostNames))}"
                    : "joint states with a position that is missing or not finite";
                Refused++;
                return;
            }
            _states.Enqueue((stamp, positions));
            if (_states.Count > Depth)
                _states.Dequeue();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
            _states.Clear();
    }

    /// <summary>The positions [J] nearest to a moment; null when none are near enough. Empty at once where no joint is wanted.</summary>
    public double[]? At(long stamp)
    {
        if (joints.Count == 0)
            return [];
        lock (_lock)
        {
            var (nearest, positions) = _states.Count == 0 ? default : _states.MinBy(entry => Math.Abs(entry.Stamp - stamp));
            return positions is not null && Math.Abs(nearest - stamp) <= slop ? positions : null;
        }
    }
}

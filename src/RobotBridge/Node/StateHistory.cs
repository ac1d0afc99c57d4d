using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>The last joint states, to find the one that belongs to an image.</summary>
/// <param name="joints">Names in the order of the state [S].</param>
/// <param name="slop">Largest distance between image and state, nanoseconds.</param>
public sealed class StateHistory(IReadOnlyList<string> joints, long slop)
{
    private const int Depth = 100;
    private readonly Lock _lock = new();
    private readonly Queue<(long Stamp, float[] State)> _states = new();

    /// <summary>Messages without all joints or with a number that is not finite.</summary>
    public long Refused { get; private set; }

    /// <summary>Adds a message; may be called from another thread than <see cref="At"/>.</summary>
    public void Offer(long stamp, JointState message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var state = new float[joints.Count];
        lock (_lock)
        {
            for (var i = 0; i < state.Length; i++)
            {
                var place = Array.IndexOf(message.Name, joints[i]);
                if (place < 0 || place >= message.Position.Length || !double.IsFinite(message.Position[place]))
                {
                    Refused++;
                    return;
                }
                state[i] = (float)message.Position[place];
            }
            _states.Enqueue((stamp, state));
            if (_states.Count > Depth)
                _states.Dequeue();
        }
    }

    /// <summary>The state nearest to a moment [S]; null when none is near enough. Empty at once where no joint is wanted.</summary>
    public float[]? At(long stamp)
    {
        if (joints.Count == 0)
            return [];
        lock (_lock)
        {
            var (nearest, state) = _states.Count == 0 ? default : _states.MinBy(entry => Math.Abs(entry.Stamp - stamp));
            return state is not null && Math.Abs(nearest - stamp) <= slop ? state : null;
        }
    }
}

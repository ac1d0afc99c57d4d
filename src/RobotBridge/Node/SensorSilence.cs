using Robotics.RobotBridge.Ros2;

namespace Robotics.RobotBridge.Node;

/// <summary>Which sensors said nothing since the last look, or nothing of use, in words for whoever looks after the robot; for one loop.</summary>
internal sealed class SensorSilence
{
    private readonly (string What, ISubscription Topic)[] _topics;
    private readonly StateHistory _states;
    private readonly long[] _received;
    private long _refused;

    /// <param name="topics">What each topic brings, in words.</param>
    /// <param name="states">Refuses joint states.</param>
    public SensorSilence(IEnumerable<(string What, ISubscription Topic)> topics, StateHistory states)
    {
        (_topics, _states) = ([.. topics], states);
        _received = new long[_topics.Length];
    }

    /// <summary>The silent ones; null where every topic brought something.</summary>
    public string? Look()
    {
        var silent = new List<string>();
        for (var place = 0; place < _topics.Length; place++)
        {
            var (what, topic) = _topics[place];
            if (topic.Received == _received[place])
                silent.Add($"no {what} on {topic.Topic}{(topic.Matched == 0 ? ", which nobody publishes" : "")}");
            _received[place] = topic.Received;
        }
        var refused = _states.Refused - _refused;
        _refused += refused;
        return silent.Count > 0 ? string.Join("; ", silent) : refused > 0 ? _states.Refusal : null;
    }
}

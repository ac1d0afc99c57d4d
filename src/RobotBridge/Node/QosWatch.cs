using Robotics.RobotBridge.Ros2;

namespace Robotics.RobotBridge.Node;

/// <summary>Says on /rosout when the other end of a topic was refused because its quality of service does not fit: nothing would arrive and nobody would know why.</summary>
/// <param name="transport">Whose topics.</param>
/// <param name="log">Where it is said.</param>
public sealed class QosWatch(ITransport transport, RosLog log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<(string Topic, bool Sends), int> _told = [];

    /// <summary>Looks once a second until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        while (!cancellation.WaitHandle.WaitOne(Interval))
            Look();
    }

    /// <summary>Looks for new ones.</summary>
    public void Look()
    {
        foreach (var end in transport.Endpoints)
        {
            var key = (end.Topic, end.Sends);
            if (end.Incompatible is var count && count <= _told.GetValueOrDefault(key))
                continue;
            _told[key] = count;
            var (here, there) = end.Sends ? ("offers", "subscription") : ("asks for", "publisher");
            log.Warn($"{end.Topic}: a {there} was refused, its {end.IncompatiblePolicy} does not fit; this node {here} {Text(end.Qos)}. " +
                $"Change the other end, or this one with -p qos_overrides.{end.Topic}.{(end.Sends ? "publisher" : "subscription")}.{end.IncompatiblePolicy}:=...");
        }
    }

    private static string Text(QosProfile qos) => $"{(qos.Reliable ? "reliable" : "best_effort")}, {(qos.TransientLocal ? "transient_local" : "volatile")}";
}

using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// One part of the node on /diagnostics, once a second. The seconds are the machine's own: a /clock that stands still or
/// jumps silences nobody.
/// </summary>
/// <param name="transport">Stays the caller's.</param>
/// <param name="clock">For the stamps.</param>
/// <param name="part">Follows the node's name; empty for the node itself.</param>
/// <param name="hardware">What the part works with.</param>
internal sealed class DiagnosticsOutput(ITransport transport, TimeProvider clock, string part, string hardware) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IPublisher<DiagnosticArray> _publisher = transport.Publish<DiagnosticArray>("/diagnostics", QosProfile.Default);
    private TimeSpan _last = clock.GetElapsedTime(0);

    /// <summary>Whether a second has passed since the last message, or since the start.</summary>
    public bool IsDue => clock.GetElapsedTime(0) - _last >= Interval;

    /// <summary>Says how the part is doing.</summary>
    public void Publish(DiagnosticLevel level, string message, IReadOnlyList<(string Key, string Value)> values)
    {
        _last = clock.GetElapsedTime(0);
        _publisher.Publish(new DiagnosticArray
        {
            Header = new Header { Stamp = RosTime.Stamp(RosTime.Now(clock)) },
            Status =
            [
                new DiagnosticStatus
                {
                    Level = (byte)level,
                    Name = part.Length == 0 ? transport.NodeName : $"{transport.NodeName}: {part}",
                    Message = message,
                    HardwareId = hardware,
                    Values = [.. values.Select(value => new KeyValue { Key = value.Key, Value = value.Value })],
                },
            ],
        });
    }

    public void Dispose() => _publisher.Dispose();
}

using System.Globalization;
using Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;

namespace Robotics.RobotBridge.Node;

/// <summary>Stamps as nanoseconds since the epoch.</summary>
public static class RosTime
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>From a message's stamp; zero means that the sender set none.</summary>
    public static long Nanoseconds(Time stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return stamp.Sec * NanosecondsPerSecond + stamp.Nanosec;
    }

    /// <summary>For messages: the date and time in UTC, to the millisecond.</summary>
    public static string Text(long nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>From seconds.</summary>
    public static long Nanoseconds(double seconds) => (long)(seconds * NanosecondsPerSecond);

    /// <summary>As a message's stamp.</summary>
    public static Time Stamp(long nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(nanoseconds, NanosecondsPerSecond);
        return new Time { Sec = (int)seconds, Nanosec = (uint)rest };
    }

    /// <summary>Now, by the clock that stamps are in.</summary>
    public static long Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
    }
}

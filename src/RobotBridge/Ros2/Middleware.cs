namespace Robotics.RobotBridge.Ros2;

/// <summary>Which native middleware this process uses: one only, because a sourced ROS 2 may bring its own copy of Cyclone DDS, and two copies corrupt each other.</summary>
internal static class Middleware
{
    public const string Dds = "dds";
    public const string Rcl = "rcl";

    private static string? _used;

    /// <summary>Why it cannot be used in this process any more; null when it can.</summary>
    public static string? WhyNot(string name) =>
        Volatile.Read(ref _used) is { } used && used != name ? $"this process uses the transport {used} already, and only one is possible" : null;

    /// <summary>From here on this process uses it.</summary>
    /// <exception cref="DllNotFoundException">It uses the other one.</exception>
    public static void Use(string name)
    {
        if ((Interlocked.CompareExchange(ref _used, name, null) ?? name) != name)
            throw new DllNotFoundException(WhyNot(name));
    }
}

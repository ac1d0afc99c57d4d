using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>Finds ROS 2's C client library, which is there in a shell that has sourced ROS 2's setup file.</summary>
internal static class RclLibrary
{
    /// <summary>The name by which the loader knows it.</summary>
    public const string Name = "librcl.so";

    /// <summary>Why it cannot be used here; null when it can.</summary>
    public static string? WhyUnavailable() =>
        Environment.GetEnvironmentVariable("AMENT_PREFIX_PATH") is not { Length: > 0 } ? "no ROS 2 is sourced: source /opt/ros/DISTRIBUTION/setup.bash first, or use the transport dds"
        : !NativeLibrary.TryLoad(Name, out _) ? $"{Name} cannot be loaded although AMENT_PREFIX_PATH is set; source ROS 2's setup file again"
        : Middleware.WhyNot(Middleware.Rcl);

    /// <summary>Claims the process for it.</summary>
    /// <exception cref="DllNotFoundException">It is not there, or the other transport is in use.</exception>
    public static void Require()
    {
        if (WhyUnavailable() is { } reason)
            throw new DllNotFoundException(reason);
        Middleware.Use(Middleware.Rcl);
    }

    /// <summary>The native description of a message type, from its package's own library.</summary>
    /// <param name="type">Such as <c>std_msgs/msg/String</c>.</param>
    /// <exception cref="DllNotFoundException">The package is not installed.</exception>
    public static unsafe nint TypeSupport(string type)
    {
        var (package, name) = (type.Split('/')[0], type.Split('/')[^1]);
        var file = $"lib{package}__rosidl_typesupport_c.so";
        if (!NativeLibrary.TryLoad(file, out var library))
            throw new DllNotFoundException($"{file} cannot be loaded: the message package {package} is not in the sourced ROS 2; this repository's own is in deploy/ros2");
        var function = (delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, $"rosidl_typesupport_c__get_message_type_support_handle__{package}__msg__{name}");
        return function();
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>The functions of ROS 2's C client library in use; the loader finds it where ROS 2 is sourced.</summary>
internal static unsafe partial class RclApi
{
    /// <summary>Nothing came within the time.</summary>
    public const int Timeout = 2;

    private const string Rcl = RclLibrary.Name;
    private const string Utilities = "librcutils.so";

    /// <summary>Throws with the library's own words when a call failed.</summary>
    public static void Check(int result, [CallerArgumentExpression(nameof(result))] string call = "")
    {
        if (result == 0)
            return;
        var message = rcutils_get_error_string();
        var text = Marshal.PtrToStringUTF8((nint)(&message));
        rcutils_reset_error();
        throw new IOException($"{call}: {text} (rcl error {result})");
    }

    [LibraryImport(Utilities)]
    public static partial RclAllocator rcutils_get_default_allocator();

    [LibraryImport(Utilities)]
    public static partial void rcutils_reset_error();

    [LibraryImport(Utilities)]
    public static partial int rcutils_uint8_array_init(RclBytes* bytes, nuint capacity, RclAllocator* allocator);

    [LibraryImport(Utilities)]
    public static partial int rcutils_uint8_array_fini(RclBytes* bytes);

    [LibraryImport(Rcl)]
    public static partial nint rcl_get_zero_initialized_init_options();

    [LibraryImport(Rcl)]
    public static partial int rcl_init_options_init(nint* options, RclAllocator allocator);

    [LibraryImport(Rcl)]
    public static partial int rcl_init_options_set_domain_id(nint* options, nuint domain);

    [LibraryImport(Rcl)]
    public static partial int rcl_init_options_fini(nint* options);

    [LibraryImport(Rcl)]
    public static partial RclLarge rcl_get_zero_initialized_context();

    [LibraryImport(Rcl)]
    public static partial int rcl_init(int count, nint* arguments, nint* options, RclLarge* context);

    [LibraryImport(Rcl)]
    public static partial int rcl_shutdown(RclLarge* context);

    [LibraryImport(Rcl)]
    public static partial int rcl_context_fini(RclLarge* context);

    [LibraryImport(Rcl)]
    public static partial RclNode rcl_get_zero_initialized_node();

    [LibraryImport(Rcl)]
    public static partial RclLarge rcl_node_get_default_options();

    [LibraryImport(Rcl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rcl_node_init(RclNode* node, string name, string space, RclLarge* context, RclLarge* options);

    [LibraryImport(Rcl)]
    public static partial nint rcl_node_get_fully_qualified_name(RclNode* node);

    [LibraryImport(Rcl)]
    public static partial int rcl_node_fini(RclNode* node);

    [LibraryImport(Rcl)]
    public static partial nint rcl_get_zero_initialized_publisher();

    [LibraryImport(Rcl)]
    public static partial RclLarge rcl_publisher_get_default_options();

    [LibraryImport(Rcl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rcl_publisher_init(nint* publisher, RclNode* node, nint type, string topic, RclLarge* options);

    [LibraryImport(Rcl)]
    public static partial int rcl_publish_serialized_message(nint* publisher, RclBytes* message, nint allocation);

    [LibraryImport(Rcl)]
    public static partial int rcl_publisher_get_subscription_count(nint* publisher, nuint* count);

    [LibraryImport(Rcl)]
    public static partial int rcl_publisher_event_init(nint* @event, nint* publisher, int kind);

    [LibraryImport(Rcl)]
    public static partial int rcl_publisher_fini(nint* publisher, RclNode* node);

    [LibraryImport(Rcl)]
    public static partial nint rcl_get_zero_initialized_subscription();

    [LibraryImport(Rcl)]
    public static partial RclLarge rcl_subscription_get_default_options();

    [LibraryImport(Rcl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rcl_subscription_init(nint* subscription, RclNode* node, nint type, string topic, RclLarge* options);

    [LibraryImport(Rcl)]
    public static partial int rcl_take_serialized_message(nint* subscription, RclBytes* message, RclLarge* info, nint allocation);

    [LibraryImport(Rcl)]
    public static partial int rcl_subscription_get_publisher_count(nint* subscription, nuint* count);

    [LibraryImport(Rcl)]
    public static partial int rcl_subscription_event_init(nint* @event, nint* subscription, int kind);

    [LibraryImport(Rcl)]
    public static partial int rcl_subscription_fini(nint* subscription, RclNode* node);

    [LibraryImport(Rcl)]
    public static partial nint rcl_get_zero_initialized_event();

    [LibraryImport(Rcl)]
    public static partial int rcl_take_event(nint* @event, RclLarge* status);

    [LibraryImport(Rcl)]
    public static partial int rcl_event_fini(nint* @event);

    [LibraryImport(Rcl)]
    public static partial RclLarge rcl_get_zero_initialized_wait_set();

    [LibraryImport(Rcl)]
    public static partial int rcl_wait_set_init(
        RclLarge* set, nuint subscriptions, nuint guards, nuint timers, nuint clients, nuint services, nuint events, RclLarge* context, RclAllocator allocator);

    [LibraryImport(Rcl)]
    public static partial int rcl_wait_set_add_subscription(RclLarge* set, nint* subscription, nuint* index);

    [LibraryImport(Rcl)]
    public static partial int rcl_wait(RclLarge* set, long nanoseconds);

    [LibraryImport(Rcl)]
    public static partial int rcl_wait_set_fini(RclLarge* set);

    [LibraryImport(Utilities)]
    private static partial RclLarge rcutils_get_error_string();
}

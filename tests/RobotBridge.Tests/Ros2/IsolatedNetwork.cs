using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>
/// Runs a test in a network namespace of its own where the machine allows it, so that no packet leaves and no robot is
/// disturbed. The namespace belongs to one thread; the middleware's threads and child processes inherit it from there.
/// </summary>
internal static partial class IsolatedNetwork
{
    private const int NewNetworkNamespace = 0x40000000;

    public static void Run(Action test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Isolate();
                test();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static void Isolate()
    {
        if (unshare(NewNetworkNamespace) != 0)
            return;
        using var ip = Process.Start("ip", ["link", "set", "lo", "up"]);
        ip.WaitForExit();
        Assert.Equal(0, ip.ExitCode);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unshare(int flags);
}

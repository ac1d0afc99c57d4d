using System.Globalization;

namespace Robotics.Benchmarks.Ros2;

/// <summary>What the kernel says of one thread: how long it ran, and how long it was ready and waited for a core that others had.</summary>
internal sealed class LoopTime
{
    private readonly string _path;

    /// <summary>Of the calling thread.</summary>
    internal LoopTime() => _path = $"/proc/self/task/{Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget)}/schedstat";

    internal (double Ran, double Waited) Seconds()
    {
        var fields = File.ReadAllText(_path).Split(' ');
        return (double.Parse(fields[0], CultureInfo.InvariantCulture) / 1e9, double.Parse(fields[1], CultureInfo.InvariantCulture) / 1e9);
    }
}

using System.Diagnostics;

namespace Robotics.Benchmarks.Ros2;

/// <summary>The C++ program on Fast DDS that the tests use, which sends strings back.</summary>
internal sealed class FastDdsPeer : IDisposable
{
    private readonly Process _process;
    private readonly HashSet<string> _lines = [];

    internal FastDdsPeer(int domain)
    {
        var root = Environment.GetEnvironmentVariable("ROBOTICS_ROOT") ?? Environment.CurrentDirectory;
        var binary = Path.Combine(Path.GetTempPath(), $"fastdds-peer-{Environment.ProcessId}");
        using (var compiler = Process.Start("g++", ["-std=c++17", "-O1", "-o", binary, Path.Combine(root, "tests/RobotBridge.Tests/Ros2/FastDds/peer.cpp"), "-lfastrtps", "-lfastcdr", "-lpthread"]))
        {
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                throw new InvalidOperationException("the peer cannot be compiled: install g++, libfastrtps-dev and libfastcdr-dev, and start in the repository's folder");
        }
        _process = Process.Start(new ProcessStartInfo(binary, [$"{domain}", "16"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_lines)
                _lines.Add(line.Data ?? "");
        };
        _process.BeginOutputReadLine();
        Network.Await(() => Has("ready"), "the peer starts");
        File.Delete(binary);
    }

    /// <summary>Returns when the peer's writer knows its reader.</summary>
    internal void MeetReader(string topic)
    {
        _process.StandardInput.WriteLine(topic);
        Network.Await(() => Has($"met reader of {topic}"), "the peer meets its reader");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private bool Has(string line)
    {
        lock (_lines)
            return _lines.Contains(line);
    }
}

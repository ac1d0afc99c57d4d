using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>The C++ program on eProsima's Fast DDS, compiled once into the build folder.</summary>
internal sealed class FastDdsPeer : IDisposable
{
    private static readonly Lazy<string?> Binary = new(Compile);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    public FastDdsPeer(int domain, int gidLength = 16)
    {
        if (Binary.Value is not { } binary)
            throw new InvalidOperationException("check WhyUnavailable first");
        _process = Process.Start(new ProcessStartInfo(binary, [$"{domain}", $"{gidLength}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
    }

    public static string? WhyUnavailable => Binary.Value is null ? "g++ with libfastrtps-dev and libfastcdr-dev is not installed" : null;

    public IEnumerable<string> Lines => _lines;

    /// <summary>Returns when the peer's writer of a topic and this node's reader know each other so well that nothing can be lost any more.</summary>
    public void MeetReader(string topic)
    {
        _process.StandardInput.WriteLine(topic);
        Eventually.True(() => _lines.Contains($"met reader of {topic}"), $"the peer's writer of {topic} meets its reader");
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(5000))
                _process.Kill();
        }
        _process.Dispose();
    }

    private static string? Compile()
    {
        var source = Path.Combine(RepositoryDefinitions.Root, "tests", "RobotBridge.Tests", "Ros2", "FastDds");
        var binary = Path.Combine(RepositoryDefinitions.Root, "tests", "RobotBridge.Tests", "obj", "fastdds-peer");
        if (File.Exists(binary) && Directory.EnumerateFiles(source).All(file => File.GetLastWriteTimeUtc(file) < File.GetLastWriteTimeUtc(binary)))
            return binary;
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo(
                "g++", ["-std=c++17", "-O1", "-o", binary, Path.Combine(source, "peer.cpp"), "-lfastrtps", "-lfastcdr", "-lpthread"])
            { RedirectStandardError = true })!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0 && !errors.Contains("No such file or directory", StringComparison.Ordinal))
                throw new InvalidOperationException(errors);
            return compiler.ExitCode == 0 ? binary : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using Robotics.Cli.Commands;

namespace Robotics.Cli.Tests.Commands;

public sealed partial class InterruptionTests
{
    private const int Hangup = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_terminal_that_closes_asks_to_stop_and_ends_nothing_however_often_it_says_so()
    {
        Assert.SkipWhen(IsIgnored(Hangup), "this process was started to outlive its terminal");
        using var handled = new SemaphoreSlim(0);
        using var witness = PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => handled.Release());
        using var interruption = new Interruption();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, kill(Environment.ProcessId, Hangup));
            Assert.True(handled.Wait(Patience) && interruption.Token.WaitHandle.WaitOne(Patience));
        }
    }

    private static bool IsIgnored(int signal)
    {
        var ignored = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..];
        return (ulong.Parse(ignored, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}

using System.Diagnostics;

namespace Robotics.Cli.Tests.Reports;

/// <summary>Opens pages in a real browser without a window.</summary>
internal static class Browser
{
    private const string Executable = "/usr/bin/chromium";

    /// <summary>The page's elements after its scripts ran, and what the browser's console said.</summary>
    public static (string Dom, string Console) Open(string page, TemporaryFolder folder)
    {
        // no virtual time: its budget can run out while a large page is still being parsed; the load event waits for all of it
        var log = Run(folder, ["--dump-dom", "--timeout=120000", new Uri(page).AbsoluteUri], out var dom);
        return (dom, string.Join('\n', log.Split('\n').Where(l => l.Contains("CONSOLE", StringComparison.Ordinal))));
    }

    /// <summary>A picture of the page's first screens.</summary>
    public static void Screenshot(string page, string png, int height, TemporaryFolder folder, params string[] more) =>
        Run(folder, [$"--screenshot={png}", $"--window-size=1200,{height}", .. more, new Uri(page).AbsoluteUri], out _);

    private static string Run(TemporaryFolder folder, string[] arguments, out string output)
    {
        if (!File.Exists(Executable)) Assert.Skip("chromium is not installed; './robotics test' installs it.");
        string[] quiet =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-logging=stderr", $"--user-data-dir={folder["browser"]}",
        ];
        using var process = Process.Start(new ProcessStartInfo(Executable, [.. quiet, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return error.Result;
    }
}

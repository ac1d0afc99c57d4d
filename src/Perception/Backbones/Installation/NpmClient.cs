using System.ComponentModel;
using System.Diagnostics;
using Robotics.Datasets;

namespace Robotics.Perception.Backbones.Installation;

/// <summary>The npm program, which knows the registry that this machine is set up for.</summary>
internal static class NpmClient
{
    /// <summary>Downloads a package's archive into a folder, without installing or running anything of it; returns its path.</summary>
    internal static async Task<string> PackAsync(string package, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("npm", ["pack", package, "--pack-destination", folder, "--ignore-scripts", "--loglevel", "error"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        using var process = Start(start, package);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            string errors = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0) throw new DataException($"npm could not fetch {package}: {errors.Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return Directory.GetFiles(folder, "*.tgz") is [var archive] ? archive : throw new DataException($"npm fetched no archive of {package}.");
    }

    private static Process Start(ProcessStartInfo start, string package)
    {
        try
        {
            return Process.Start(start) ?? throw new DataException("npm did not start.");
        }
        catch (Win32Exception fault)
        {
            throw new DataException($"{package} is fetched with npm, which is not installed: apt-get install npm", fault);
        }
    }
}

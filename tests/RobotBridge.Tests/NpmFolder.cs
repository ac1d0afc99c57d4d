using System.Diagnostics;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Tests.Npm;

/// <summary>
/// Scripts of a test folder with the npm packages that they need, installed into the build folder once. Without npm or a
/// registry the comparison cannot be made and the test is skipped.
/// </summary>
internal sealed class NpmFolder
{
    private readonly string _folder;

    /// <param name="project">Test project.</param>
    /// <param name="source">Folder below it that holds package.json and the scripts.</param>
    public NpmFolder(string project, string source)
    {
        var folder = Path.Combine(RepositoryFolder.Root, "tests", project);
        _folder = Path.Combine(folder, "obj", "npm", source);
        Directory.CreateDirectory(_folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, source)))
            File.Copy(file, this[Path.GetFileName(file)], overwrite: true);
        if (!File.Exists(this["installed.json"]) || File.ReadAllText(this["installed.json"]) != File.ReadAllText(this["package.json"]))
            Install();
    }

    /// <summary>A file of the folder.</summary>
    public string this[string file] => Path.Combine(_folder, file);

    /// <summary>Runs a script; returns the lines that it prints.</summary>
    public string[] Run(params string[] arguments)
    {
        var (exit, output, errors) = Start("node", arguments);
        Assert.True(exit == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private void Install()
    {
        try
        {
            if (Start("npm", ["install", "--no-audit", "--no-fund"]) is { Exit: not 0 } failed)
                Assert.Skip($"npm cannot install the packages here: {failed.Errors}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no npm here");
        }

        File.Copy(this["package.json"], this["installed.json"], overwrite: true);
    }

    private (int Exit, string Output, string Errors) Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }
}

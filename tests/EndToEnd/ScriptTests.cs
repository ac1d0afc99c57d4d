using Robotics.Cli.Tests;

namespace Robotics.EndToEnd;

/// <summary>The entry script around a program of three lines, so that a build takes seconds; in a path with spaces.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _root;

    public ScriptTests()
    {
        _root = _folder["a repository"];
        Directory.CreateDirectory(Path.Combine(_root, "src/Cli"));
        Directory.CreateDirectory(Path.Combine(_root, "tests"));
        Directory.CreateDirectory(Path.Combine(_root, "build"));
        foreach (var file in new[] { "robotics", "build/debian-packages.txt", "global.json", ".editorconfig" })
            File.Copy(Path.Combine(RoboticsProcess.Root, file), Path.Combine(_root, file));
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets" }) File.WriteAllText(Path.Combine(_root, file), "<Project />");
        File.WriteAllText(Path.Combine(_root, "src/Cli/Cli.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><AssemblyName>robotics</AssemblyName></PropertyGroup>
            </Project>
            """);
        WriteProgram("System.Console.WriteLine(string.Join('|', args)); return 7;");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Builds_once_passes_arguments_and_exit_code_on_and_rebuilds_when_sources_change()
    {
        var first = Script("relabel", "--dataset", "my data");
        Assert.Equal((7, "relabel|--dataset|my data\n"), (first.ExitCode, first.Output));
        Assert.Contains("building", first.Error);

        var second = Script("x");
        Assert.Equal((7, "x\n", ""), (second.ExitCode, second.Output, second.Error));

        WriteProgram("System.Console.WriteLine(\"new\"); return 0;");
        Assert.Equal((0, "new\n"), (Script().ExitCode, Script().Output));

        WriteProgram("this is no program");
        var broken = Script();
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("Program.cs(1", broken.Error);
    }

    [Fact]
    public void Tests_that_do_not_exist_are_bad_usage_and_nothing_is_built_for_them()
    {
        Directory.CreateDirectory(Path.Combine(_root, "tests/Arms.Tests"));
        File.WriteAllText(Path.Combine(_root, "tests/Arms.Tests/Arms.Tests.csproj"), "<Project />");
        var outcome = Script("test", "Arm");
        Assert.Equal((2, "robotics: there are no tests 'Arm'. Choose among: Arms\n"), (outcome.ExitCode, outcome.Error));
    }

    private Outcome Script(params string[] arguments) => RoboticsProcess.Execute(Path.Combine(_root, "robotics"), "/", arguments);

    private void WriteProgram(string text) => File.WriteAllText(Path.Combine(_root, "src/Cli/Program.cs"), text + "\n");
}

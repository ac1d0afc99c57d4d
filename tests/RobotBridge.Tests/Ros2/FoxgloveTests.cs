using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Definitions;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>The codec against an independent one: Foxglove's, with the official message definitions.</summary>
public sealed class FoxgloveTests(ITestOutputHelper output)
{
    private const int MessagesPerType = 10;

    private static readonly MethodInfo SerializeOf = typeof(FoxgloveTests).GetMethod(nameof(Serialize), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Fact]
    public void Foxglove_decodes_and_encodes_every_type_to_the_same_bytes()
    {
        var folder = Install();
        var lines = new List<(string Type, string Hex)>();
        foreach (var type in RandomMessages.Types)
            for (var seed = 0; seed < MessagesPerType; seed++)
                lines.Add(((string, string))SerializeOf.MakeGenericMethod(type).Invoke(null, [RandomMessages.Make(type, new Random(seed))])!);
        var input = lines.Select(line => JsonSerializer.Serialize(new { type = line.Type, definition = Definition(line.Type), hex = line.Hex }));
        File.WriteAllText(Path.Combine(folder, "messages.jsonl"), string.Join('\n', input));
        var (exit, answer, errors) = Start(folder, "node", ["recode.mjs", "messages.jsonl"]);
        Assert.True(exit == 0, errors);
        var answers = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Select(line => line.Hex), answers.Select(line => line.Split(' ')[1]));
        output.WriteLine($"{lines.Count} messages of {RandomMessages.Types.Count} types, {answers.Count(line => line.StartsWith("official")) / MessagesPerType} by official definitions");
    }

    // the package goes into the build folder once; without npm or a registry the comparison cannot be made
    private static string Install()
    {
        var source = Path.Combine(RepositoryDefinitions.Root, "tests", "RobotBridge.Tests", "Ros2", "Foxglove");
        var folder = Path.Combine(RepositoryDefinitions.Root, "tests", "RobotBridge.Tests", "obj", "foxglove");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (Directory.Exists(Path.Combine(folder, "node_modules", "@foxglove", "rosmsg2-serialization")))
            return folder;
        try
        {
            if (Start(folder, "npm", ["install", "--no-audit", "--no-fund"]).Exit != 0)
                Assert.Skip("npm cannot install Foxglove's codec here");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no npm here");
        }
        return folder;
    }

    private static string Definition(string type)
    {
        var names = new List<string> { type };
        for (var i = 0; i < names.Count; i++)
            names.AddRange(RepositoryDefinitions.All[names[i]].Fields.Where(field => field.Type.IsMessage).Select(field => field.Type.Element).Except(names));
        return string.Join($"\n{new string('=', 80)}\n", names.Select((name, i) => (i == 0 ? "" : $"MSG: {name.Replace("/msg/", "/")}\n") + Text(name)));
    }

    private static string Text(string type) =>
        File.ReadAllText(Path.Combine(RepositoryDefinitions.Folder, type.Replace("/msg/", "/") + ".msg"));

    private static (string Type, string Hex) Serialize<T>(T message)
        where T : IMessage<T> => (T.Type.Name, Convert.ToHexString(new CdrWriter().Serialize(message).Span));

    private static (int Exit, string Output, string Errors) Start(string folder, string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.Result);
    }
}

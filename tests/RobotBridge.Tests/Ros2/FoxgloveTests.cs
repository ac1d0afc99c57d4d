using System.Reflection;
using System.Text.Json;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Definitions;
using Robotics.Tests.Npm;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>The codec against an independent one: Foxglove's, with the official message definitions.</summary>
public sealed class FoxgloveTests(ITestOutputHelper output)
{
    private const int MessagesPerType = 10;

    private static readonly MethodInfo SerializeOf = typeof(FoxgloveTests).GetMethod(nameof(Serialize), BindingFlags.NonPublic | BindingFlags.Static)!;

    [Fact]
    public void Foxglove_decodes_and_encodes_every_type_to_the_same_bytes()
    {
        var npm = new NpmFolder("RobotBridge.Tests", "Ros2/Foxglove");
        var lines = new List<(string Type, string Hex)>();
        foreach (var type in RandomMessages.Types)
            for (var seed = 0; seed < MessagesPerType; seed++)
                lines.Add(((string, string))SerializeOf.MakeGenericMethod(type).Invoke(null, [RandomMessages.Make(type, new Random(seed))])!);
        var input = lines.Select(line => JsonSerializer.Serialize(new { type = line.Type, definition = SchemaText.Of(line.Type), hex = line.Hex }));
        File.WriteAllText(npm["messages.jsonl"], string.Join('\n', input));
        var answers = npm.Run("recode.mjs", "messages.jsonl");
        Assert.Equal(lines.Select(line => line.Hex), answers.Select(line => line.Split(' ')[1]));
        output.WriteLine($"{lines.Count} messages of {RandomMessages.Types.Count} types, {answers.Count(line => line.StartsWith("official")) / MessagesPerType} by official definitions");
    }

    private static (string Type, string Hex) Serialize<T>(T message)
        where T : IMessage<T> => (T.Type.Name, Convert.ToHexString(new CdrWriter().Serialize(message).Span));
}

using System.CommandLine;
using Robotics.Perception.Backbones.Installation;

namespace Robotics.Cli.Commands;

/// <summary>Installs a frozen image encoder.</summary>
internal static class BackboneAddCommand
{
    public static Command Create(Invocation invocation)
    {
        var source = new Argument<string>("source")
        {
            Description = $"A known name ({string.Join(", ", BackboneInstall.KnownNames)}), the path of an ONNX file, or an https address with #sha256=CHECKSUM behind it.",
        };
        var command = new Command("add", "Installs an image encoder with its checksum; one that is installed stays as it is.") { source };
        command.SetAction(parse =>
        {
            var installed = Installation.Backbones;
            var name = new BackboneInstall(installed)
                .AddAsync(parse.GetRequiredValue(source), new Words(invocation), invocation.Cancellation)
                .GetAwaiter().GetResult();
            invocation.Terminal.WriteResult($"{name}  {installed.FileOf(name)}");
            return ExitCode.Success;
        });
        return command.WithExamples(
            $"./robotics backbone add {BackboneInstall.KnownNames[0]}",
            "./robotics backbone add path/to/clip-vit-b32.onnx");
    }

    private sealed class Words(Invocation invocation) : IProgress<string>
    {
        public void Report(string value) => invocation.Terminal.Say(value);
    }
}

using System.CommandLine;
using Robotics.RobotBridge.Links.Wire;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics learner key</c>: makes the key of an encrypted link.</summary>
internal static class LearnerKeyCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var file = new Argument<string>("file") { Description = "The learner's new key file; the one for the robots gets .public behind its name." };
        var command = new Command("key", "Makes a key pair for an encrypted link.") { file };
        command.SetAction(parse =>
        {
            var path = parse.GetRequiredValue(file);
            LinkKey.Create(path);
            invocation.Terminal.WriteResult($"{path} stays with the learner, {path}.public goes to the robots and to nobody else");
            return ExitCode.Success;
        });
        return command.WithExamples("./robotics learner key learner.key");
    }
}

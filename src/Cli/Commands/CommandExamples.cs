using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Robotics.Cli.Commands;

/// <summary>Adds examples to the help of a command.</summary>
internal static class CommandExamples
{
    /// <summary>Each example is a whole command line that works as it is.</summary>
    public static Command WithExamples(this Command command, params string[] examples)
    {
        command.Add(new HelpOption { Action = new HelpWithExamples(examples) });
        return command;
    }

    private sealed class HelpWithExamples(string[] examples) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = new HelpAction().Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
            output.WriteLine();
            return result;
        }
    }
}

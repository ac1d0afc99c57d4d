using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Robotics.Cli.Commands;

/// <summary>Adds settings and examples to the help of a command.</summary>
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
        private const int KeysPerLine = 6;

        // who asks for help need not know what the command requires
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = new HelpAction().Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command is CommandWithSettings { Keys: { Count: > 0 } keys })
            {
                output.WriteLine("Settings, each as --key=value:");
                foreach (var line in keys.Chunk(KeysPerLine)) output.WriteLine($"  {string.Join(", ", line)}");
                output.WriteLine();
            }
            output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
            output.WriteLine();
            return result;
        }
    }
}

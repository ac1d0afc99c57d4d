using Spectre.Console;

namespace Robotics.Cli.Progress;

/// <summary>Where a command speaks: results on standard output, everything else on standard error.</summary>
public sealed class Terminal
{
    private readonly IAnsiConsole _error;
    private readonly TimeProvider _clock;
    private readonly bool _live;

    private Terminal(IAnsiConsole output, IAnsiConsole error, bool live, TimeProvider clock) =>
        (Output, _error, _live, _clock) = (output, error, live, clock);

    /// <summary>Results: tables, or JSON through <see cref="WriteResult"/>.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>The terminal of this process; bars move only where standard error is one.</summary>
    public static Terminal OfProcess(TimeProvider clock)
    {
        var live = !Console.IsErrorRedirected;
        return new Terminal(Make(Console.Out, Console.IsOutputRedirected), Make(Console.Error, !live), live, clock);
    }

    /// <summary>A terminal that writes plain text.</summary>
    public static Terminal Plain(TextWriter output, TextWriter error, TimeProvider clock) =>
        new(Make(output, redirected: true), Make(error, redirected: true), live: false, clock);

    /// <summary>One line on standard error.</summary>
    public void Say(string text) => _error.Write(new Line(text, Style.Plain));

    /// <summary>One line on standard error that should be noticed.</summary>
    public void Warn(string text) => _error.Write(new Line(text, Color.Yellow));

    /// <summary>What went wrong, on standard error.</summary>
    public void Fail(string text) => _error.Write(new Line(text, Color.Red));

    /// <summary>Text on standard output as it is, such as one JSON document.</summary>
    public void WriteResult(string text) => Output.Profile.Out.Writer.WriteLine(PrintableText.Of(text));

    /// <summary>Starts to show the progress of some work; dispose it when the work ends.</summary>
    /// <param name="title">What is done, in a few words.</param>
    /// <param name="total">Units of work.</param>
    public ProgressBar Progress(string title, double total) =>
        _live ? new LiveProgressBar(_error, title, total) : new PlainProgressBar(Say, title, total, _clock);

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected) console.Profile.Width = 4096; // lines in a file are as long as they are
        return console;
    }
}

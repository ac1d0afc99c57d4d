using Robotics.Cli.Progress;
using Spectre.Console;

namespace Robotics.Cli.Tests.Progress;

public sealed class LineTests
{
    [Fact]
    public void A_command_longer_than_the_terminal_is_wide_stays_one_line()
    {
        var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 20;
        const string text = "Continue with: ./robotics train reward --resume runs/[a folder with a long name]";
        console.Write(new Line(text, Color.Red));
        Assert.Equal(text + "\n", written.ToString());
    }
}

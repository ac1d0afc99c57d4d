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

    [Fact]
    public void Names_from_files_do_not_steer_the_terminal()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = Terminal.Plain(output, error, TimeProvider.System);
        terminal.Warn("camera '\u001b[2Jfront\r'");
        terminal.WriteResult("task: wipe\u0007\n\tand rinse");
        Assert.Equal("camera '\uFFFD[2Jfront\uFFFD'\n", error.ToString());
        Assert.Equal("task: wipe\uFFFD\n\tand rinse\n", output.ToString());
    }
}

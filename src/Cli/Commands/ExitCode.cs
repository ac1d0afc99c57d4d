namespace Robotics.Cli.Commands;

/// <summary>What the program returns to the shell.</summary>
public static class ExitCode
{
    /// <summary>It did what was asked.</summary>
    public const int Success = 0;

    /// <summary>It could not; the message on standard error says why and what to do.</summary>
    public const int Failure = 1;

    /// <summary>The command line asks for something that does not exist.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C: stopped with its state saved.</summary>
    public const int Interrupted = 130;
}

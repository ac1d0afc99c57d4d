namespace Robotics.Cli.Configuration;

/// <summary>A configuration that cannot be used; every fault is one sentence with its place.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>Joins all faults, so that a user mends a file in one go.</summary>
    /// <param name="faults">Sentences that begin with <c>file:line:</c> or with the command-line override.</param>
    /// <param name="isUsage">At least one fault comes from the command line; it may have made values of the file impossible too.</param>
    public SettingsException(IReadOnlyList<string> faults, bool isUsage = false)
        : base(string.Join(Environment.NewLine, faults))
    {
        (Faults, IsUsage) = (faults, isUsage);
    }

    /// <summary>One sentence each.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>The command line is at fault: exit code 2 instead of 1.</summary>
    public bool IsUsage { get; }
}

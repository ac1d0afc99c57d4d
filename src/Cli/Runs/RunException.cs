namespace Robotics.Cli.Runs;

/// <summary>A run folder that cannot be used as asked; the message says what to do instead.</summary>
public sealed class RunException(string message) : Exception(message);

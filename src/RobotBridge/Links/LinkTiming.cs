namespace Robotics.RobotBridge.Links;

/// <summary>How patient both ends of the link are.</summary>
internal static class LinkTiming
{
    /// <summary>An end that has nothing else to say says so this often.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(0.5);

    /// <summary>After so long without a word, or without progress, a connection is given up.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    /// <summary>Pause before the next connection.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(0.2);

    /// <summary>Pause where trying again cannot help until somebody acts.</summary>
    public static readonly TimeSpan RetryRefused = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for a message in one turn of a loop.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.01);
}

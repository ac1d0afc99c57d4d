namespace Robotics.Datasets.Mcap;

/// <summary>Which messages to read; chunks that hold none of them are not loaded.</summary>
public sealed record McapSelection
{
    /// <summary>Topics; null for all.</summary>
    public IReadOnlySet<string>? Topics { get; init; }

    /// <summary>Earliest log time, nanoseconds.</summary>
    public ulong From { get; init; }

    /// <summary>Latest log time, nanoseconds.</summary>
    public ulong To { get; init; } = ulong.MaxValue;

    internal bool IsEverything => Topics is null && From == 0 && To == ulong.MaxValue;

    internal bool Wants(McapChannel channel) => Topics?.Contains(channel.Topic) != false;

    internal bool Wants(ulong logTime) => logTime >= From && logTime <= To;
}

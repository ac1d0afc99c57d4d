namespace Robotics.Datasets.Mcap;

/// <summary>What a file holds, by its own account.</summary>
/// <param name="Messages">All messages.</param>
/// <param name="FirstTime">Earliest log time, nanoseconds; zero without messages.</param>
/// <param name="LastTime">Latest log time, nanoseconds.</param>
/// <param name="Chunks">Chunks.</param>
/// <param name="ChannelMessages">Messages by channel number.</param>
public sealed record McapStatistics(
    ulong Messages, ulong FirstTime, ulong LastTime, uint Chunks, IReadOnlyDictionary<ushort, ulong> ChannelMessages);

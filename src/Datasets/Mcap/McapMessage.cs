namespace Robotics.Datasets.Mcap;

/// <summary>One recorded message.</summary>
/// <param name="Channel">Where it was sent.</param>
/// <param name="Sequence">The sender's count, or zero.</param>
/// <param name="LogTime">When the recorder received it, nanoseconds.</param>
/// <param name="PublishTime">When it was sent, nanoseconds.</param>
/// <param name="Data">The encoded message; valid until the next one is read.</param>
public readonly record struct McapMessage(
    McapChannel Channel, uint Sequence, ulong LogTime, ulong PublishTime, ReadOnlyMemory<byte> Data);

// generated from robotics_link/Transition.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Transition</c></summary>
public sealed record Transition : IMessage<Transition>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Transition", "RIHS01_b81cf13a0c4cd38024876b32860624542162e3261610e7e30049698a6632a770");

    /// <summary>Identity of the episode.</summary>
    public byte[] Episode { get; init; } = new byte[16];

    /// <summary>Place in the episode, from 0.</summary>
    public uint Step { get; init; }

    /// <summary>What the policy saw.</summary>
    public RoboticsLink.Moment Before { get; init; } = new();

    /// <summary>What was done.</summary>
    public float[] Action { get; init; } = [];

    /// <summary>Of the step that the action began.</summary>
    public float Reward { get; init; }

    /// <summary>Who chose the action.</summary>
    public string Policy { get; init; } = "";

    /// <summary>What the last action of an episode led to; empty before the last.</summary>
    public RoboticsLink.Moment[] After { get; init; } = [];

    /// <summary>Whether the task itself ended; false at a time limit and before the last.</summary>
    public bool Terminated { get; init; }

    /// <summary>Of the episode: 1 yes, 0 no, -1 not known.</summary>
    public sbyte Success { get; init; }

    /// <inheritdoc/>
    public static Transition Read(ref CdrReader reader) => new()
    {
        Episode = reader.ReadArray<byte>(16),
        Step = reader.Read<uint>(),
        Before = RoboticsLink.Moment.Read(ref reader),
        Action = reader.ReadSequence<float>(),
        Reward = reader.Read<float>(),
        Policy = reader.ReadString(),
        After = reader.ReadMessages<RoboticsLink.Moment>(),
        Terminated = reader.ReadBool(),
        Success = reader.Read<sbyte>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteArray<byte>(Episode, 16);
        writer.Write(Step);
        Before.Write(writer);
        writer.WriteSequence<float>(Action);
        writer.Write(Reward);
        writer.WriteString(Policy);
        writer.WriteMessages(After);
        writer.WriteBool(Terminated);
        writer.Write(Success);
    }
}

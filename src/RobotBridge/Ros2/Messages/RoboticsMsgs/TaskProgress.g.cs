// generated from robotics_msgs/TaskProgress.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;

/// <summary><c>robotics_msgs/msg/TaskProgress</c></summary>
public sealed record TaskProgress : IMessage<TaskProgress>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_msgs/msg/TaskProgress", "RIHS01_51d2dede6d87aafcba0e4b5da99b3abb1772f855cd268ac42f2256b614595406");

    /// <summary>Stamp of the newest camera image behind it.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>The instruction in words.</summary>
    public string Task { get; init; } = "";

    /// <summary>0 to K-1.</summary>
    public uint Stage { get; init; }

    /// <summary>The stage in words.</summary>
    public string StageName { get; init; } = "";

    /// <summary>K of them, sum one.</summary>
    public float[] StageProbabilities { get; init; } = [];

    /// <summary>[0, 1].</summary>
    public float Progress { get; init; }

    /// <summary>[0, 1].</summary>
    public float Confidence { get; init; }

    /// <summary>Of the step since the estimate before.</summary>
    public float Reward { get; init; }

    /// <summary>[0, 1].</summary>
    public float Success { get; init; }

    /// <summary>Identity of the progress model.</summary>
    public string Model { get; init; } = "";

    /// <inheritdoc/>
    public static TaskProgress Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Task = reader.ReadString(),
        Stage = reader.Read<uint>(),
        StageName = reader.ReadString(),
        StageProbabilities = reader.ReadSequence<float>(),
        Progress = reader.Read<float>(),
        Confidence = reader.Read<float>(),
        Reward = reader.Read<float>(),
        Success = reader.Read<float>(),
        Model = reader.ReadString(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteString(Task);
        writer.Write(Stage);
        writer.WriteString(StageName);
        writer.WriteSequence<float>(StageProbabilities);
        writer.Write(Progress);
        writer.Write(Confidence);
        writer.Write(Reward);
        writer.Write(Success);
        writer.WriteString(Model);
    }
}

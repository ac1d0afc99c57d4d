using System.Text;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>A native quality-of-service object, as ROS 2's own layers fill it.</summary>
internal sealed unsafe class DdsQos : IDisposable
{
    private const int KeepLast = 0;
    private const int Unlimited = -1;

    /// <summary>For a participant: the enclave makes ROS 2 show it in the graph.</summary>
    public DdsQos() => SetUserData("enclave=/;");

    /// <summary>For one end of a topic.</summary>
    public DdsQos(QosProfile profile, MessageType type, RosDistribution distribution)
    {
        CycloneApi.dds_qset_writer_data_lifecycle(Handle, 0);
        CycloneApi.dds_qset_history(Handle, KeepLast, profile.Depth);
        CycloneApi.dds_qset_reliability(Handle, profile.Reliable ? 1 : 0, profile.Reliable ? long.MaxValue : 0);
        CycloneApi.dds_qset_durability(Handle, profile.TransientLocal ? 1 : 0);
        if (profile.TransientLocal)
            CycloneApi.dds_qset_durability_service(Handle, 0, KeepLast, profile.Depth, Unlimited, Unlimited, Unlimited);
        if (profile.Lifespan is { } lifespan)
            CycloneApi.dds_qset_lifespan(Handle, (long)lifespan.TotalNanoseconds);
        if (distribution >= RosDistribution.Iron)
            SetUserData($"typehash={type.Hash};");
    }

    /// <summary>The policy behind an id of the DDS specification (2.2.3).</summary>
    public static string PolicyName(uint id) => id switch
    {
        2 => "durability",
        4 => "deadline",
        8 => "liveliness",
        11 => "reliability",
        _ => $"policy {id}",
    };

    /// <summary>The native object.</summary>
    public nint Handle { get; } = CycloneApi.dds_create_qos();

    /// <inheritdoc/>
    public void Dispose() => CycloneApi.dds_delete_qos(Handle);

    private void SetUserData(string text)
    {
        fixed (byte* bytes = Encoding.ASCII.GetBytes(text))
            CycloneApi.dds_qset_userdata(Handle, bytes, (nuint)text.Length);
    }
}

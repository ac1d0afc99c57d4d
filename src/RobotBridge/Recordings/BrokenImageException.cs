using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>An image that cannot be decoded, with those of its stream that depend on it; others of its camera may be whole.</summary>
internal sealed class BrokenImageException(CameraSource camera, int first, int end, DataException fault) : Exception(fault.Defect?.Problem ?? fault.Message, fault)
{
    /// <summary>The camera.</summary>
    public CameraSource Camera => camera;

    /// <summary>Number of the message on its topic.</summary>
    public int First => first;

    /// <summary>Number of the first message that is whole again.</summary>
    public int End => end;

    /// <summary>What is wrong, for whoever cannot go on without it.</summary>
    public DataException Fault => fault;
}

using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>An image that cannot be decoded; others of its camera may be whole.</summary>
internal sealed class BrokenImageException(CameraSource camera, int image, DataException fault) : Exception(fault.Defect?.Problem ?? fault.Message, fault)
{
    /// <summary>The camera.</summary>
    public CameraSource Camera => camera;

    /// <summary>Number of the message on its topic.</summary>
    public int Image => image;

    /// <summary>What is wrong, for whoever cannot go on without it.</summary>
    public DataException Fault => fault;
}

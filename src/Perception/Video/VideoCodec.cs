namespace Robotics.Perception.Video;

/// <summary>Codecs that recordings are written in.</summary>
public enum VideoCodec
{
    /// <summary>H.264 by libx264: fast to write and to read.</summary>
    H264,

    /// <summary>AV1 by SVT-AV1, LeRobot's default: half the size, several times slower to write.</summary>
    Av1,
}

namespace Robotics.Perception.Video;

/// <summary>Codecs of videos that come packet by packet.</summary>
public enum PacketCodec
{
    /// <summary>H.264, parameter sets in front of every key frame.</summary>
    H264,

    /// <summary>H.265, parameter sets in front of every key frame.</summary>
    H265,

    /// <summary>VP9.</summary>
    Vp9,

    /// <summary>AV1, a sequence header in front of every key frame.</summary>
    Av1,
}

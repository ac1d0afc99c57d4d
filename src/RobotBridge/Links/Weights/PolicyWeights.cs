namespace Robotics.RobotBridge.Links.Weights;

/// <summary>One version of a policy's weights.</summary>
/// <param name="Learner">Identity of the learner's store that counted the version.</param>
/// <param name="Version">From 1.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of all bytes, in lower-case hexadecimal; the same bytes are the same weights, whoever sends them.</param>
public sealed record PolicyWeights(Guid Learner, long Version, long Length, string Sha256);

/// <summary>Weights that a learner sent, whole and checked.</summary>
public interface IPolicyWeightsSource
{
    /// <summary>The newest that arrived whole; null before any did.</summary>
    PolicyWeights? Newest { get; }

    /// <summary>The newest that also became a working policy; the ones to start with.</summary>
    PolicyWeights? LastGood { get; }

    /// <summary>Reads the bytes of <see cref="Newest"/> or <see cref="LastGood"/>, checked again.</summary>
    /// <exception cref="Robotics.Datasets.DataException">They are no longer there, or damaged.</exception>
    byte[] Read(PolicyWeights weights);

    /// <summary>Says that these became a working policy: after a restart they are <see cref="LastGood"/>.</summary>
    void Confirm(PolicyWeights weights);
}

using Robotics.Datasets.Configuration;

namespace Robotics.Cli.Pipeline;

/// <summary>How progress becomes rewards and weights.</summary>
internal sealed record RelabelSettings : ISettings
{
    /// <summary>Frames that the RA-BC weight looks ahead: the policy's chunk size.</summary>
    public int ChunkSize { get; init; } = 8;

    /// <summary>Progress over a chunk above which a frame counts fully.</summary>
    public double Kappa { get; init; } = 0.01;

    /// <summary>Keeps the weight finite where all progress is equal.</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Discount of the potential-based shaped reward.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (ChunkSize < 1)
            yield return new SettingFault("chunk_size", $"{ChunkSize} frames look nowhere ahead; use at least 1.");
        if (!(Kappa >= 0))
            yield return new SettingFault("kappa", $"{Kappa} is negative; use 0 or more.");
        if (!(Epsilon > 0))
            yield return new SettingFault("epsilon", $"{Epsilon} is not positive.");
        if (!(Gamma is > 0 and <= 1))
            yield return new SettingFault("gamma", $"{Gamma} is outside (0, 1].");
    }
}

using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Links.Actor;

/// <summary>The robot's end of the learner link.</summary>
public sealed record ActorLinkSettings : ISettings
{
    /// <summary>Where the learner listens, such as <c>tcp://192.168.1.20:5555</c>.</summary>
    public string Learner { get; init; } = "";

    /// <summary>The robot's name in the learner's store.</summary>
    public string Actor { get; init; } = "robot";

    /// <summary>Folder of what the learner has not taken yet, and of the weights that it sent.</summary>
    public string Spool { get; init; } = "";

    /// <summary>Most that the spool may hold. When it is full, what is there stays and new transitions are refused.</summary>
    public int SpoolMebibytes { get; init; } = 4096;

    /// <summary>Largest weights that are accepted.</summary>
    public int WeightsMebibytes { get; init; } = 1024;

    /// <summary>Seconds between two waits for the disk: a power cut can cost so much, the end of the process nothing.</summary>
    public double SyncInterval { get; init; } = 0.2;

    /// <summary>How well images are compressed, 0 to 100; ignored where <see cref="Lossless"/> is set.</summary>
    public int JpegQuality { get; init; } = 90;

    /// <summary>Images travel as PNG, without loss.</summary>
    public bool Lossless { get; init; }

    /// <summary>The learner's .public key; without one the link is neither encrypted nor authenticated.</summary>
    public string? Key { get; init; }

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Learner.Length == 0)
            yield return new SettingFault("learner", "is empty; name the learner's address, such as tcp://192.168.1.20:5555");
        if (Spool.Length == 0)
            yield return new SettingFault("spool", "is empty; name a folder on a disk that survives a restart");
        if (Actor.Length is 0 or > 64)
            yield return new SettingFault("actor", $"'{Actor}' has {Actor.Length} letters; 1 to 64 are possible");
        if (SpoolMebibytes < 64)
            yield return new SettingFault("spool_mebibytes", $"is {SpoolMebibytes}, must be at least 64");
        if (WeightsMebibytes is < 1 or > 2047)
            yield return new SettingFault("weights_mebibytes", $"is {WeightsMebibytes}, must lie in [1, 2047]");
        if (JpegQuality is < 0 or > 100)
            yield return new SettingFault("jpeg_quality", $"is {JpegQuality}, must lie in [0, 100]");
        if (!(SyncInterval is >= 0 and <= 60))
            yield return new SettingFault("sync_interval", $"is {SyncInterval} s, must lie in [0, 60]");
    }
}

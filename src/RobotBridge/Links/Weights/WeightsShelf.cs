using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.RobotBridge.Links.Weights;

/// <summary>
/// The learner's published weights. A new content of the training's file becomes the next version, after it has been
/// unchanged for a moment and <paramref name="check"/> has accepted it.
/// </summary>
/// <param name="folder">Of the versions.</param>
/// <param name="source">The file that the training writes; null where nothing is published.</param>
/// <param name="maximumLength">Largest weights in bytes.</param>
/// <param name="check">Says what is wrong with a content; null where nothing is.</param>
/// <param name="report">Told of new versions and of refused contents.</param>
internal sealed class WeightsShelf(string folder, string? source, long maximumLength, Func<byte[], string?> check, Action<string> report)
{
    /// <summary>Bytes of weights in one message.</summary>
    public const int PartLength = 512 << 10;

    private (DateTime Written, long Length) _seen;
    private (DateTime Written, long Length) _taken;

    /// <summary>The newest version; null before there is one.</summary>
    public PolicyWeights? Current { get; private set; } = WeightsFile.Describe(PathIn(folder));

    /// <summary>Where <see cref="Current"/> lies; a reader that has it open keeps its version when a newer one comes.</summary>
    public string CurrentPath => PathIn(folder);

    /// <summary>Looks whether the training has written; call it from time to time.</summary>
    /// <returns>Whether there is a new version.</returns>
    public bool Refresh()
    {
        if (source is null || new FileInfo(source) is not { Exists: true } file)
            return false;
        var state = (file.LastWriteTimeUtc, file.Length);
        var isSettled = state == _seen && state != _taken;
        _seen = state;
        if (!isSettled)
            return false;
        _taken = state;
        return TryPublish(source, state);
    }

    private static string PathIn(string folder) => Path.Combine(folder, "current.weights");

    private bool TryPublish(string path, (DateTime Written, long Length) state)
    {
        if (state.Length is 0 || state.Length > maximumLength)
            return Refused(path, $"it has {state.Length} bytes; 1 to {maximumLength} are possible");
        if (TryRead(path, state) is not { } bytes)
        {
            // it was written to or replaced while it was read: it will settle again
            _taken = default;
            return false;
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (hash == Current?.Sha256)
            return false;
        if (check(bytes) is { } fault)
            return Refused(path, fault);
        // a folder without weights is a new learner, whose versions count from 1
        var weights = new PolicyWeights(Current?.Learner ?? Guid.NewGuid(), (Current?.Version ?? 0) + 1, bytes.Length, hash);
        WeightsFile.Write(CurrentPath, weights, bytes);
        Current = weights;
        report($"weights {weights.Version} published, {weights.Length} bytes, SHA-256 {hash[..12]}");
        return true;
    }

    private static byte[]? TryRead(string path, (DateTime Written, long Length) state)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var after = new FileInfo(path);
            return after.Exists && (after.LastWriteTimeUtc, after.Length) == state && bytes.Length == state.Length ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private bool Refused(string path, string why)
    {
        report($"{path} is not published: {why}");
        return false;
    }
}

namespace Robotics.RobotBridge.Recordings;

/// <summary>A file as it was when it was read; what was made of one that changed is not used again.</summary>
/// <param name="Path">Whole path.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When it was last written, UTC.</param>
internal sealed record RecordedFile(string Path, long Length, DateTime Written)
{
    /// <summary>The files of a recording.</summary>
    public static IReadOnlyList<RecordedFile> Of(RecordedBag bag) =>
        [.. bag.Files.Select(file => new FileInfo(file)).Select(file => new RecordedFile(file.FullName, file.Length, file.LastWriteTimeUtc))];
}

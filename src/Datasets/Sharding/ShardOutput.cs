namespace Robotics.Datasets.Sharding;

/// <summary>A file that a shard wrote for one episode.</summary>
/// <param name="Path">Path under the folder of the command's outputs.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ShardOutput(string Path, long Bytes)
{
    /// <summary>Of a file on disk.</summary>
    /// <param name="root">Folder of the command's outputs.</param>
    /// <param name="file">The file.</param>
    public static ShardOutput Of(string root, string file) => new(System.IO.Path.GetRelativePath(root, file), new FileInfo(file).Length);
}

/// <summary>What a shard did for one episode.</summary>
/// <param name="Index">Episode number in the dataset.</param>
/// <param name="Frames">Its frames.</param>
/// <param name="Outputs">The files that hold the result.</param>
public sealed record FinishedEpisode(int Index, int Frames, IReadOnlyList<ShardOutput> Outputs);

/// <summary>The mark of a finished shard: which plan it belongs to and what it wrote.</summary>
/// <param name="Plan">Id of the plan.</param>
/// <param name="Shard">Which part.</param>
/// <param name="Episodes">What was done, episode by episode.</param>
/// <param name="Seconds">Time that the last run took, by the clock on the wall.</param>
/// <param name="Host">Where it ran.</param>
public sealed record ShardMark(string Plan, Shard Shard, IReadOnlyList<FinishedEpisode> Episodes, double Seconds, string Host);

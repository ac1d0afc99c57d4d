using Robotics.Datasets.Conversion;
using Robotics.Datasets.Files;
using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets;

/// <summary>Converts datasets between the format versions v2.1 and v3.0 without decoding a frame.</summary>
public static class DatasetConversion
{
    private const string Marker = ".conversion";

    /// <summary>
    /// Makes the dataset. The source is only read. What an interrupted run of the same conversion left in
    /// <c>DESTINATION.partial</c> is used again; the destination appears when everything is there.
    /// </summary>
    /// <param name="plan">What to do.</param>
    /// <param name="video">Joins videos (towards v3.0).</param>
    /// <param name="cutter">Cuts videos (towards v2.1).</param>
    /// <param name="progress">Gets the number of files written so far and about how many there will be.</param>
    /// <param name="cancellationToken">Stops; the next run continues.</param>
    /// <exception cref="DataException">A file is damaged, or another process is writing the destination.</exception>
    public static void Run(
        ConversionPlan plan, IVideoConcatenator video, IVideoCutter cutter,
        IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var identity = plan.Identity;
        using var partial = new PartialDirectory(plan.Destination, root => IsOwnLeftover(root, identity));
        File.WriteAllText(Path.Combine(partial.Root, Marker), identity);
        var written = 0;
        // the metadata comes last and counts as one
        void Done() => progress?.Report((++written, Math.Max(written, plan.DataFiles + plan.VideoFiles) + 1));
        if (plan.Version == "v3.0")
            new ToCurrent(plan, partial.Root, video).Run(Done, cancellationToken);
        else
            new ToLegacy(plan, partial.Root, cutter).Run(Done, cancellationToken);
        OtherFiles.Copy(plan, partial.Root, cancellationToken);
        File.Delete(Path.Combine(partial.Root, Marker));
        partial.Complete();
        progress?.Report((written + 1, written + 1));
    }

    internal static bool IsLeftover(ConversionPlan plan) => IsOwnLeftover(PartialDirectory.Of(plan.Destination), plan.Identity);

    private static bool IsOwnLeftover(string root, string identity)
    {
        var marker = Path.Combine(root, Marker);
        return File.Exists(marker) && File.ReadAllText(marker) == identity;
    }
}

using Robotics.Cli.Progress;
using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary>What a conversion is going to do, for people and machines.</summary>
internal sealed record ConversionView(
    string Source,
    string SourceVersion,
    string Destination,
    string Version,
    int Episodes,
    int SourceEpisodes,
    bool Renumbered,
    int DataFiles,
    int VideoFiles,
    long SourceBytes,
    long NeededBytes,
    long FreeBytes)
{
    /// <summary>Looks at what an interrupted run has left, and at the free space of the destination's disk.</summary>
    public static ConversionView Of(ConversionPlan plan) => new(
        plan.Source.Directory, plan.Source.Info.CodebaseVersion, plan.Destination, plan.Version,
        plan.Episodes.Count, plan.Source.Episodes.Count, plan.Renumbers,
        plan.DataFiles, plan.VideoFiles, plan.Bytes, Math.Max(0, plan.Bytes - plan.BytesLeftBehind), FreeSpace(plan.Destination));

    /// <summary>One line a fact.</summary>
    public void Print(Terminal terminal)
    {
        Row("source", $"{Source}, {SourceVersion}");
        Row("destination", $"{Destination}, {Version}");
        Row("episodes", Renumbered ? $"{Episodes} of {SourceEpisodes}, numbered anew from 0" : $"{Episodes}");
        Row("files", $"{DataFiles} data, {VideoFiles} video; videos are not encoded again");
        Row("size", $"{ByteSize.Text(SourceBytes)}{(NeededBytes < SourceBytes ? $", {ByteSize.Text(SourceBytes - NeededBytes)} of it are there from an interrupted run" : "")}; {ByteSize.Text(FreeBytes)} free");

        void Row(string name, string value) => terminal.WriteResult($"{name,-16}{value}");
    }

    private static long FreeSpace(string destination)
    {
        var folder = new DirectoryInfo(destination);
        while (!folder.Exists && folder.Parent is { } parent) folder = parent;
        return new DriveInfo(folder.FullName).AvailableFreeSpace;
    }
}

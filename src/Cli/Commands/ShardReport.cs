using Robotics.Cli.Batch;
using Robotics.Cli.Progress;
using Robotics.Datasets.Sharding;

namespace Robotics.Cli.Commands;

/// <summary>Tells what follows on a finished shard.</summary>
internal static class ShardReport
{
    /// <summary>One line on standard error.</summary>
    public static void Say(Terminal terminal, ShardFolder folder, Shard shard, bool wasOpen) => terminal.Say(wasOpen
        ? $"Shard {shard} is done. When all {shard.Count} are: {ShellText.Join(["./robotics", "merge", folder.Directory])}"
        : $"The shards of this plan were joined already ({ShardManifest.FileOf(folder)}); nothing was to be done.");
}

using System.CommandLine;
using Robotics.Cli.Commands;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Pipeline.Shards;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;
using Robotics.Perception.Backbones;

namespace Robotics.Cli.Batch;

/// <summary>A command line whose work can be shared out, looked at before it goes to a batch system: what is wrong shows here and not in a queue.</summary>
/// <param name="Verb"><c>features</c> or <c>relabel</c>.</param>
/// <param name="Arguments">The whole command line, verb first.</param>
/// <param name="Folder">Where its shards will meet.</param>
/// <param name="Episodes">Episodes to share out.</param>
/// <param name="Dataset">Full path of the dataset.</param>
internal sealed record ShardedCommand(string Verb, IReadOnlyList<string> Arguments, ShardFolder Folder, int Episodes, string Dataset)
{
    /// <summary>The innermost folder that holds the dataset and its shards; the dataset's own where only the root does.</summary>
    public string CommonFolder
    {
        get
        {
            var common = Dataset;
            while (!Folder.Directory.StartsWith(common + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                if (Path.GetDirectoryName(common) is { } parent && parent != Path.GetPathRoot(parent)) common = parent;
                else return Dataset;
            return common;
        }
    }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="SettingsException">It is no command that takes <c>--shard</c>, or its options are wrong.</exception>
    /// <exception cref="DataException">The dataset or the model that it names is not there.</exception>
    public static ShardedCommand Read(IReadOnlyList<string> arguments, Invocation invocation)
    {
        if (arguments is not [FeatureShards.Work or RelabelShards.Work, ..])
            throw new SettingsException([$"'{string.Join(' ', arguments)}' cannot be shared out; write 'features ...' or 'relabel ...' after '--'."], isUsage: true);
        var tree = CommandTree.Build(invocation);
        var (plain, settings) = SettingTokens.Split(arguments, tree);
        var parse = tree.Parse(plain);
        var faults = UsageErrors.Of(parse, settings);
        if (faults.Count > 0) throw new SettingsException(faults, isUsage: true);
        if (parse.GetValue<string>("--shard") is not null)
            throw new SettingsException(["Leave --shard out of the command: every task of the array gets its own."], isUsage: true);
        return arguments[0] == FeatureShards.Work ? Features(arguments, parse, settings, invocation) : Relabel(arguments, parse, settings, invocation);
    }

    private static ShardedCommand Features(IReadOnlyList<string> arguments, ParseResult parse, IReadOnlyList<string> settings, Invocation invocation)
    {
        var dataset = LeRobotDataset.Open(parse.GetRequiredValue<string>("dataset"));
        var backbone = SettingsFile.Load<BackboneSettings>(
            parse.GetValue<string>("--backbone") ?? Installation.Config("backbones/mobilenetv2.yaml"), settings.OfMain("backbone"));
        // nodes often have no way out of the cluster: what must be fetched is fetched here
        BackboneStep.Run(backbone, invocation.StepContext);
        var source = FeatureSource.Open(dataset, backbone, DatasetCache.Features(dataset.Directory, parse.GetValue<string>("--cache")), invocation.StepContext);
        return new ShardedCommand(FeatureShards.Work, arguments, FeatureShards.Folder(source), dataset.EpisodesHere(parse.GetValue<string>("--split")!, invocation.Terminal).Count, dataset.Directory);
    }

    private static ShardedCommand Relabel(IReadOnlyList<string> arguments, ParseResult parse, IReadOnlyList<string> settings, Invocation invocation)
    {
        SettingsFile.Load<RelabelSettings>(null, settings.OfMain("relabel"));
        var dataset = LeRobotDataset.Open(parse.GetRequiredValue<string>("--dataset"));
        new RewardModelFolder(parse.GetRequiredValue<string>("--model")).Backbone();
        return new ShardedCommand(
            RelabelShards.Work, arguments, RelabelShards.Folder(parse.GetValue<string>("--output") ?? dataset.Directory),
            dataset.EpisodesHere(parse.GetValue<string>("--split")!, invocation.Terminal).Count, dataset.Directory);
    }
}

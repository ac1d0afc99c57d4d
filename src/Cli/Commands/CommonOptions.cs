using System.CommandLine;

namespace Robotics.Cli.Commands;

/// <summary>Options that several commands have, with one spelling and one meaning.</summary>
internal static class CommonOptions
{
    /// <summary>A dataset to read.</summary>
    /// <param name="required">Whether every call needs one; else new runs do, and those that are continued know theirs.</param>
    public static Option<string> Dataset(bool required = false) => new("--dataset")
    {
        Description = $"Folder of a LeRobot dataset, v3.0 or v2.1{(required ? "" : "; every new run needs it")}.",
        Required = required,
        HelpName = "folder",
    };

    /// <summary>Which episodes.</summary>
    public static Option<string> Split(string defaultName) =>
        new("--split") { Description = "Split of the dataset, or 'all'.", DefaultValueFactory = _ => defaultName, HelpName = "name" };

    /// <summary>The main configuration file.</summary>
    public static Option<string> Config(string defaultFile) =>
        new("--config") { Description = $"YAML file of settings; {defaultFile} by default. Any setting can be given as --key=value.", HelpName = "file" };

    /// <summary>The image encoder.</summary>
    public static Option<string> Backbone() =>
        new("--backbone") { Description = "YAML file of the frozen image encoder; configs/backbones/mobilenetv2.yaml by default.", HelpName = "file" };

    /// <summary>What can be made again.</summary>
    public static Option<string> Cache() =>
        new("--cache") { Description = "Folder of features and decoded images; DATASET/cache by default. Runs may share it.", HelpName = "folder" };

    /// <summary>First weights, batches, augmentation.</summary>
    public static Option<ulong> Seed() => new("--seed") { Description = "Everything random follows from it.", DefaultValueFactory = _ => 1000 };

    /// <summary>The folder of a new run.</summary>
    public static Option<string> Output(string defaultFolder) =>
        new("--output") { Description = "Folder of the new run.", DefaultValueFactory = _ => defaultFolder, HelpName = "folder" };

    /// <summary>The one way to go on with a run.</summary>
    public static Option<string> Resume() => new("--resume") { Description = "Continues an interrupted run with its own configuration.", HelpName = "folder" };
}

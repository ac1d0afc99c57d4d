using System.CommandLine;
using System.Globalization;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Progress;
using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary>The option <c>--episode</c>: numbers and ranges of episodes.</summary>
internal static class EpisodeSelection
{
    public const string Name = "--episode";

    public static Option<string[]> Option() => new(Name)
    {
        Description = "Number of an episode, or a range such as 0:10, which ends before 10. Can be given several times; every episode that is here by default.",
    };

    /// <summary>The number, where one episode is asked for.</summary>
    public static int? Single(string[]? texts) => texts is [var text] ? Number(text) : null;

    /// <summary>The chosen episodes, each once, in order; where none is named, all that are here, and says how many are not.</summary>
    /// <exception cref="SettingsException">A text is no range of the dataset's episodes.</exception>
    public static IReadOnlyList<Episode> Of(string[]? texts, LeRobotDataset dataset, Terminal terminal)
    {
        var count = dataset.Episodes.Count;
        return texts is null or [] ? dataset.EpisodesHere("all", terminal) : [.. texts.SelectMany(Range).Distinct().Order().Select(number => dataset.Episodes[number])];

        IEnumerable<int> Range(string text)
        {
            var (first, end) = text.Split(':') is [var from, var to] ? (Number(from), Number(to)) : (Number(text), Number(text) + 1);
            return first < end && end <= count ? Enumerable.Range(first.Value, end.Value - first.Value)
                : throw new SettingsException([$"{Name} {text}: the dataset has episodes 0 to {count - 1}; write a number, or a range such as 0:{count}."], isUsage: true);
        }
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

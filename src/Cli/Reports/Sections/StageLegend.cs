using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>Names and colours of the stages.</summary>
internal static class StageLegend
{
    /// <summary>How many colours the style sheet has; later stages begin again.</summary>
    public const int Colours = 8;

    public static string Render(IReadOnlyList<string> stages) => stages.Count == 0
        ? ""
        : "<span class=\"stages\">" + string.Concat(stages.Select((name, i) =>
            $"<span class=\"item\"><span class=\"key stage{i % Colours}\"></span>{i + 1} {Html.Text(name)}</span> ")) + "</span>";
}

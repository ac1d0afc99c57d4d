using System.Text;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Charts;

/// <summary>A confusion matrix: rows sum to 100 %, the diagonal is right.</summary>
internal static class MatrixChart
{
    private const double LabelWidth = 150;
    private const double HeadHeight = 96;

    /// <summary>Draws counts [K, K], rows true, columns predicted.</summary>
    public static string Render(IReadOnlyList<string> names, long[,] counts, string rowTitle, string columnTitle)
    {
        var cell = Math.Clamp(360.0 / names.Count, 22, 74);
        var (width, height) = (LabelWidth + (cell * names.Count) + 40, HeadHeight + (cell * names.Count) + 4);
        var svg = new StringBuilder($"<div class=\"scroll\"><svg class=\"matrix\" style=\"max-width:{Html.Px(width)}px\" viewBox=\"0 0 {Html.Px(width)} {Html.Px(height)}\" role=\"img\" aria-label=\"{Html.Text(rowTitle)} against {Html.Text(columnTitle)}\">");
        svg.Append($"<text class=\"detail\" x=\"0\" y=\"{Html.Px(HeadHeight - 8)}\">{Html.Text(rowTitle)} ↓  {Html.Text(columnTitle)} →</text>");
        for (var row = 0; row < names.Count; row++)
        {
            var middle = HeadHeight + (cell * (row + 0.5));
            var head = LabelWidth + (cell * (row + 0.5));
            svg.Append($"<text class=\"tick\" x=\"{LabelWidth - 8}\" y=\"{Html.Px(middle + 4)}\" text-anchor=\"end\">{Html.Text(Short(names[row], 22))}</text>");
            svg.Append($"<text class=\"tick\" transform=\"translate({Html.Px(head)},{Html.Px(HeadHeight - 24)}) rotate(-32)\">{Html.Text(Short(names[row], 18))}</text>");
            svg.Append(Row(counts, row, names.Count, cell));
        }
        return svg.Append("</svg></div>").ToString();
    }

    private static string Row(long[,] counts, int row, int size, double cell)
    {
        var svg = new StringBuilder();
        var sum = Math.Max(1, Enumerable.Range(0, size).Sum(c => counts[row, c]));
        for (var column = 0; column < size; column++)
        {
            var share = (double)counts[row, column] / sum;
            var (x, y) = (LabelWidth + (cell * column), HeadHeight + (cell * row));
            var style = row == column ? "right" : "wrong";
            svg.Append($"<g><rect class=\"cell\" x=\"{Html.Px(x)}\" y=\"{Html.Px(y)}\" width=\"{Html.Px(cell - 2)}\" height=\"{Html.Px(cell - 2)}\"/>");
            svg.Append($"<rect class=\"{style}\" fill-opacity=\"{Html.Px(share)}\" x=\"{Html.Px(x)}\" y=\"{Html.Px(y)}\" width=\"{Html.Px(cell - 2)}\" height=\"{Html.Px(cell - 2)}\"><title>{counts[row, column]}</title></rect>");
            if (counts[row, column] > 0)
            {
                var tone = share > 0.55 ? "on-dark" : "on-light";
                svg.Append($"<text class=\"share {tone}\" x=\"{Html.Px(x + (cell / 2) - 1)}\" y=\"{Html.Px(y + (cell / 2) + 3)}\" text-anchor=\"middle\">{Share(share)}</text>");
            }
            svg.Append("</g>");
        }
        return svg.ToString();
    }

    // a handful among thousands must not read as none
    private static string Share(double share) => share < 0.005 ? "&lt;1" : Html.Number(share * 100, 0);

    private static string Short(string name, int length) => name.Length <= length ? name : name[..(length - 1)] + "…";
}

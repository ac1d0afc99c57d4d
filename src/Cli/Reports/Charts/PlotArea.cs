using System.Globalization;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Charts;

/// <summary>A rectangle of an SVG drawing whose axes carry data.</summary>
/// <param name="Left">Pixels.</param>
/// <param name="Top">Pixels.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="MaxX">The horizontal axis goes from 0 to here.</param>
/// <param name="MinY">Bottom of the vertical axis.</param>
/// <param name="MaxY">Top of the vertical axis.</param>
internal sealed record PlotArea(double Left, double Top, double Width, double Height, double MaxX, double MinY, double MaxY)
{
    /// <summary>Width of all charts in their own units; the page scales them.</summary>
    public const double ChartWidth = 960;

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double value) => Left + (Width * value / Math.Max(MaxX, 1e-9));

    public double Y(double value) => Bottom - (Height * (Math.Clamp(value, MinY, MaxY) - MinY) / (MaxY - MinY));

    /// <summary>A line through all points.</summary>
    public string Line(IReadOnlyList<float> xs, IReadOnlyList<float> ys, string style) =>
        $"<polyline class=\"{style}\" points=\"{string.Join(' ', xs.Zip(ys, (x, y) => $"{Html.Px(X(x))},{Html.Px(Y(y))}"))}\"/>";

    /// <summary>Horizontal grid lines with their values.</summary>
    public string Grid(params double[] values) => string.Concat(values.Select(v =>
        $"<line class=\"grid\" x1=\"{Html.Px(Left)}\" x2=\"{Html.Px(Right)}\" y1=\"{Html.Px(Y(v))}\" y2=\"{Html.Px(Y(v))}\"/>" +
        $"<text class=\"tick\" x=\"{Html.Px(Left - 6)}\" y=\"{Html.Px(Y(v) + 4)}\" text-anchor=\"end\">{v.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '\u2212')}</text>"));

    /// <summary>Seconds along the bottom.</summary>
    public string TimeAxis()
    {
        double[] steps = [0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600];
        var step = steps.FirstOrDefault(s => MaxX / s <= 12, 3600);
        var ticks = Enumerable.Range(0, (int)(MaxX / step) + 1).Select(i => i * step);
        return string.Concat(ticks.Select(t => $"<text class=\"tick\" x=\"{Html.Px(X(t))}\" y=\"{Html.Px(Bottom + 16)}\" text-anchor=\"{(X(t) > Right - 10 ? "end" : "middle")}\">{Html.Px(t)} s</text>"));
    }

    /// <summary>Opens a drawing.</summary>
    public static string Open(double height, string label) =>
        $"<div class=\"scroll\"><svg viewBox=\"0 0 {ChartWidth} {Html.Px(height)}\" role=\"img\" aria-label=\"{Html.Text(label)}\">";

    /// <summary>Closes a drawing.</summary>
    public const string Close = "</svg></div>";
}

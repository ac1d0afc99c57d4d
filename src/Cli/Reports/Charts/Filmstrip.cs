using System.Text;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Charts;

/// <summary>Pictures above a chart, each tied by a thin line to its moment on the curve.</summary>
internal static class Filmstrip
{
    /// <summary>Space between the pictures and the plot.</summary>
    public const double Gap = 16;

    /// <summary>The size of a picture so that all fit beside each other.</summary>
    public static double Size(int pictures, double width) => pictures == 0 ? 0 : Math.Min(104, (width / pictures) - 4);

    /// <summary>Draws the strip.</summary>
    /// <param name="frames">Pictures in order.</param>
    /// <param name="plot">The plot below.</param>
    /// <param name="timestamps">[T] seconds.</param>
    /// <param name="values">What the lines lead to [T].</param>
    /// <param name="opacity">How strongly each frame is shown [T]; null for all.</param>
    public static string Render(IReadOnlyList<FilmFrame> frames, PlotArea plot, float[] timestamps, float[] values, float[]? opacity = null)
    {
        if (frames.Count == 0) return "";
        var size = Size(frames.Count, plot.Width);
        var pitch = plot.Width / frames.Count;
        var svg = new StringBuilder("<g class=\"film\">");
        for (var i = 0; i < frames.Count; i++)
        {
            var frame = Math.Clamp(frames[i].Frame, 0, timestamps.Length - 1);
            var left = plot.Left + (pitch * i) + ((pitch - size) / 2);
            var (x, y) = (plot.X(timestamps[frame]), plot.Y(values[frame]));
            var shown = opacity is null ? 1 : 0.25 + (0.75 * opacity[frame]);
            var edge = opacity is not null && opacity[frame] <= 0 ? "dropped" : "kept";
            svg.Append($"<path class=\"leader\" d=\"M{Html.Px(left + (size / 2))},{Html.Px(size)} L{Html.Px(x)},{Html.Px(size + Gap)} V{Html.Px(y)}\"/>");
            svg.Append($"<circle class=\"leader-end\" cx=\"{Html.Px(x)}\" cy=\"{Html.Px(y)}\" r=\"3\"/>");
            svg.Append($"<g data-frame=\"{frame}\"><image x=\"{Html.Px(left)}\" y=\"0\" width=\"{Html.Px(size)}\" height=\"{Html.Px(size)}\" opacity=\"{Html.Px(shown)}\" preserveAspectRatio=\"xMidYMid slice\" href=\"{Html.DataUri("image/jpeg", frames[i].Jpeg)}\"/>");
            svg.Append($"<rect class=\"{edge}\" x=\"{Html.Px(left)}\" y=\"0\" width=\"{Html.Px(size)}\" height=\"{Html.Px(size)}\"/></g>");
        }
        return svg.Append("</g>").ToString();
    }
}

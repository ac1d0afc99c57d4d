using System.Globalization;
using System.Net;

namespace Robotics.Cli.Reports.Page;

/// <summary>Text and numbers as they may stand in HTML and SVG.</summary>
internal static class Html
{
    /// <summary>Escapes text for elements and quoted attributes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A coordinate: at most two digits after the point.</summary>
    public static string Px(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share, int decimals = 0) =>
        (share * 100).ToString("F" + decimals, CultureInfo.InvariantCulture) + " %";

    /// <summary>A number with a fixed count of digits after the point and a true minus sign.</summary>
    public static string Number(double value, int decimals) =>
        double.IsFinite(value) ? value.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '\u2212') : "n/a";

    /// <summary>A picture inside the page.</summary>
    public static string DataUri(string mediaType, byte[] content) => $"data:{mediaType};base64,{Convert.ToBase64String(content)}";
}

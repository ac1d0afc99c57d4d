using System.Globalization;

namespace Robotics.Cli.Reports;

/// <summary>Numbers of things in words.</summary>
internal static class Counted
{
    /// <summary><c>1 episode</c>, <c>2 episodes</c>.</summary>
    public static string Of(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}

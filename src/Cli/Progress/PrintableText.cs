namespace Robotics.Cli.Progress;

/// <summary>Text for a terminal: names and messages come from files and networks and must not steer it.</summary>
internal static class PrintableText
{
    /// <summary>The text with every control character but tabs and ends of lines replaced by U+FFFD.</summary>
    public static string Of(string text) =>
        text.Any(IsSteering) ? string.Create(text.Length, text, (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = IsSteering(source[i]) ? '\uFFFD' : source[i];
        }) : text;

    private static bool IsSteering(char character) => char.IsControl(character) && character is not ('\t' or '\n');
}

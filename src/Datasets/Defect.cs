using System.Globalization;
using System.Text;

namespace Robotics.Datasets;

/// <summary>One thing that is wrong with recorded data, where it is, and what helps.</summary>
/// <param name="File">The file.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What the owner of the data can do about it.</param>
public sealed record Defect(string File, string Problem, string Remedy)
{
    /// <summary>Episode number, where one is concerned.</summary>
    public int? Episode { get; init; }

    /// <summary>Frame counted from the episode's first, where one is concerned.</summary>
    public int? Frame { get; init; }

    /// <summary>The whole message: file, episode, frame, problem, remedy.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Episode is { } episode)
            text.Append(CultureInfo.InvariantCulture, $", episode {episode}");
        if (Frame is { } frame)
            text.Append(CultureInfo.InvariantCulture, $", frame {frame}");
        return text.Append(": ").Append(Problem).Append(' ').Append(Remedy).ToString();
    }
}

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Robotics.Cli.Progress;

/// <summary>A line that the terminal may wrap and nobody else: what it says to type is copied as one command.</summary>
internal sealed class Line(string text, Style style) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(PrintableText.Of(text), style), Segment.LineBreak];
}

using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;

namespace Robotics.Cli.Reports.Sections;

/// <summary>A video of each policy, inside the page.</summary>
internal static class VideoSection
{
    public static string Render(ReportContent content)
    {
        if (content.Videos.Count == 0) return "";
        return $"""
            <section id="videos">
            <h2>The policies at work</h2>
            <div class="videos">
            {string.Join('\n', content.Videos.Select(Figure))}
            </div>
            </section>
            """;
    }

    private static string Figure(PolicyVideo video) => $"""
        <figure>
        <video controls muted loop playsinline preload="metadata" src="{Html.DataUri("video/mp4", video.Mp4)}"></video>
        <figcaption><b>{Html.Text(video.Policy)}</b> <span class="outcome {(video.Success ? "done" : "failed")}">{(video.Success ? "done" : "failed")}</span><br>{Html.Text(video.Caption)}</figcaption>
        </figure>
        """;
}

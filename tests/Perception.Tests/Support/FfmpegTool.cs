using System.Diagnostics;
using System.Globalization;

namespace Robotics.Perception.Tests.Support;

/// <summary>FFmpeg's own command line programs as the independent reference.</summary>
internal static class FfmpegTool
{
    /// <summary>SHA-256 of every frame, converted to RGB by the same scaler flags.</summary>
    internal static string[] FrameChecksums(string path, string filter = "format=rgb24") =>
        Run("ffmpeg", "-v", "error", "-i", path, "-vf", filter, "-fps_mode", "passthrough", "-f", "framehash", "-hash", "sha256", "-")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(',')[^1].Trim()).ToArray();

    /// <summary>A property of the video stream as ffprobe prints it.</summary>
    internal static string Probe(string path, string entry) =>
        Run("ffprobe", "-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries", "stream=" + entry, "-of", "csv=p=0", path).Trim();

    /// <summary>Presentation time stamps in seconds.</summary>
    internal static double[] Timestamps(string path) =>
        Run("ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0", path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line.Trim().TrimEnd(','), CultureInfo.InvariantCulture)).ToArray();

    internal static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}

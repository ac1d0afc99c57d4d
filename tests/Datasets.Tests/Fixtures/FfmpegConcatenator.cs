using System.Diagnostics;
using System.Globalization;

namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>Real video by FFmpeg's command line: the tests' own concatenator and frame source.</summary>
internal sealed class FfmpegConcatenator : IVideoConcatenator, IVideoCutter
{
    public int CountAlike(IReadOnlyList<string> inputs) => inputs.Count;

    public IReadOnlyList<double> Concatenate(IReadOnlyList<string> inputs, string output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var list = output + ".txt";
        File.WriteAllLines(list, inputs.Select(input => $"file '{Path.GetFullPath(input)}'"));
        Run("ffmpeg", $"-v error -y -f concat -safe 0 -i \"{list}\" -c copy -movflags +faststart \"{output}\"");
        File.Delete(list);
        return [.. inputs.Select(input => Probe(input).Duration)];
    }

    public void Cut(VideoSegment segment, int frames, string output, CancellationToken cancellationToken)
    {
        var input = segment.Path;
        // a little later than the key frame, so that rounding cannot choose the one before
        var start = (segment.From + 0.3 / Probe(input).Fps).ToString("F6", CultureInfo.InvariantCulture);
        Run("ffmpeg", $"-v error -y -ss {start} -i \"{input}\" -frames:v {frames} -c copy -avoid_negative_ts make_zero -movflags +faststart \"{output}\"");
    }

    /// <summary>The checksum of every decoded frame.</summary>
    public static IReadOnlyList<string> FrameChecksums(string path) =>
        [.. Run("ffmpeg", $"-v error -threads 1 -i \"{path}\" -map 0:v -f framemd5 -")
            .Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim())];

    public VideoFileInfo Probe(string path)
    {
        var fields = Run("ffprobe", $"-v error -select_streams v:0 -show_entries stream=codec_name,width,height,pix_fmt,avg_frame_rate,duration,nb_frames -of default=nw=1 \"{path}\"")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var rate = fields["avg_frame_rate"].Split('/').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new VideoFileInfo(int.Parse(fields["width"]), int.Parse(fields["height"]), rate[0] / rate[1], fields["codec_name"],
            fields["pix_fmt"], int.Parse(fields["nb_frames"]), double.Parse(fields["duration"], CultureInfo.InvariantCulture));
    }

    /// <summary>An H.264 video whose frames are all different, with a key frame every two.</summary>
    public static string Encode(string path, int width, int height, int fps, int frames)
    {
        Run("ffmpeg", $"-v error -y -f lavfi -i testsrc=size={width}x{height}:rate={fps} -frames:v {frames} -c:v libx264 -g 2 -bf 0 -preset ultrafast -pix_fmt yuv420p \"{path}\"");
        return path;
    }

    public static string Run(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new DataException($"{program} failed on {arguments}: {error.Result}");
    }
}

namespace Robotics.Datasets.Inspection;

/// <summary>Checks one video file against the metadata: wholeness, encoding, rate, frames, and where its episodes lie in it.</summary>
internal static class VideoChecks
{
    private const string EncodingRemedy = "Correct meta/info.json, or encode the video as it says.";
    private const string ConvertRemedy = "Convert the dataset again from its source.";

    public static void Run(
        LeRobotDataset dataset, string path, List<(string Camera, Episode Episode)> parts, IVideoConcatenator video,
        Func<string, CancellationToken, int>? countFrames, Action<Defect> report, CancellationToken cancellationToken)
    {
        if (Mp4Boxes.MissingBytes(path) is > 0 and var bytes)
        {
            report(new Defect(path, $"the video is cut off: at least {bytes} bytes are missing at its end.", LeRobotDataset.MissingFileRemedy) { Episode = parts[0].Episode.Index });
            return;
        }

        var found = video.Probe(path);
        CheckEncoding(dataset, path, parts[0].Camera, found, report);
        var expected = parts.Sum(part => (long)part.Episode.Length);
        if (found.Frames != expected)
            report(new Defect(path, $"the video has {found.Frames} frames; its episodes have {expected}.", ConvertRemedy)
            { Episode = parts.Count == 1 ? parts[0].Episode.Index : null, Frame = parts.Count == 1 ? Math.Min(found.Frames, (int)expected) : null });
        CheckSegments(dataset.Info.Fps, path, parts, found, report);
        if (countFrames is not null && countFrames(path, cancellationToken) is var decoded && decoded != found.Frames)
            report(new Defect(path, $"{decoded} frames can be decoded of the {found.Frames} that the header promises.", LeRobotDataset.MissingFileRemedy));
    }

    private static void CheckEncoding(LeRobotDataset dataset, string path, string camera, VideoFileInfo found, Action<Defect> report)
    {
        var feature = dataset.Info.Features.First(pair => pair.Value.IsVideo && DatasetInfo.CameraName(pair.Key) == camera).Value;
        if (Math.Abs(found.Fps - dataset.Info.Fps) > 0.01)
            report(new Defect(path, $"the video has {found.Fps:R} frames per second; the dataset has {dataset.Info.Fps}.", EncodingRemedy));
        if (feature.Video?.Codec is { } codec && codec != found.Codec)
            report(new Defect(path, $"the video's codec is {found.Codec}; meta/info.json says {codec}.", EncodingRemedy));
        if (feature.Video?.PixelFormat is { } format && format != found.PixelFormat)
            report(new Defect(path, $"the video's pixels are {found.PixelFormat}; meta/info.json says {format}.", EncodingRemedy));
        if (!feature.Shape.Contains(found.Width) || !feature.Shape.Contains(found.Height))
            report(new Defect(path, $"the video is {found.Width}x{found.Height}; meta/info.json has the shape [{string.Join(", ", feature.Shape)}].", EncodingRemedy));
    }

    private static void CheckSegments(int fps, string path, List<(string Camera, Episode Episode)> parts, VideoFileInfo found, Action<Defect> report)
    {
        var half = 0.5 / fps;
        double end = 0;
        foreach (var (camera, episode) in parts)
        {
            var segment = episode.Videos[camera];
            if (Math.Abs(segment.From - end) > half)
                report(Off(episode, $"camera '{camera}' begins at {segment.From:R} s where {end:R} s belongs."));
            else if (Math.Abs(segment.To - segment.From - (double)episode.Length / fps) > half)
                report(Off(episode, $"camera '{camera}' spans {segment.To - segment.From:R} s; {episode.Length} frames take {(double)episode.Length / fps:R} s."));
            else if (segment.To > found.Duration + half)
                report(Off(episode, $"camera '{camera}' ends at {segment.To:R} s; the video ends at {found.Duration:R} s."));
            end = segment.To;
        }

        Defect Off(Episode episode, string problem) => new(path, problem, ConvertRemedy) { Episode = episode.Index };
    }
}

namespace Robotics.Datasets.Inspection;

/// <summary>Checks one video file against the metadata: wholeness, encoding, rate, frames, and where its episodes lie in it.</summary>
internal sealed class VideoChecks(LeRobotDataset dataset, string path, IEnumerable<(string Camera, Episode Episode)> episodes, Action<Defect> report)
{
    // a file may hold its episodes in any order; the metadata says where each lies
    private readonly (string Camera, Episode Episode)[] _parts = [.. episodes.OrderBy(part => part.Episode.Videos[part.Camera].From)];

    private const string EncodingRemedy = "Correct meta/info.json, or encode the video as it says.";
    private const string ConvertRemedy = "Convert the dataset again from its source.";

    private readonly int _fps = dataset.Info.Fps;

    /// <param name="video">Reads headers.</param>
    /// <param name="decodeTimes">Decodes the file; null leaves it at the header.</param>
    /// <param name="threads">Decoder threads.</param>
    /// <param name="advance">Told how much of the file was decoded, 0 to 1.</param>
    /// <param name="cancellationToken">Stops.</param>
    public void Run(
        IVideoConcatenator video, Func<string, int, CancellationToken, IEnumerable<double>>? decodeTimes, int threads, Action<double> advance, CancellationToken cancellationToken)
    {
        if (Mp4Boxes.MissingBytes(path) is > 0 and var bytes)
        {
            report(new Defect(path, $"the video is cut off: at least {bytes} bytes are missing at its end.", LeRobotDataset.MissingFileRemedy) { Episode = _parts[0].Episode.Index });
            return;
        }

        var found = video.Probe(path);
        CheckEncoding(found);
        var expected = _parts.Sum(part => (long)part.Episode.Length);
        if (found.Frames != expected)
            report(new Defect(path, $"the video has {found.Frames} frames; its episodes have {expected}.", ConvertRemedy)
            { Episode = _parts is [var only] ? only.Episode.Index : null, Frame = _parts.Length == 1 ? Math.Min(found.Frames, (int)expected) : null });
        CheckSegments(found);
        if (decodeTimes is not null)
            CheckFrames(decodeTimes(path, threads, cancellationToken), found.Frames, advance);
    }

    private void CheckEncoding(VideoFileInfo found)
    {
        var feature = dataset.Info.Features.First(pair => pair.Value.IsVideo && DatasetInfo.CameraName(pair.Key) == _parts[0].Camera).Value;
        if (Math.Abs(found.Fps - _fps) > 0.01)
            report(new Defect(path, $"the video has {found.Fps:R} frames per second; the dataset has {_fps}.", EncodingRemedy));
        if (feature.Video?.Codec is { } codec && codec != found.Codec)
            report(new Defect(path, $"the video's codec is {found.Codec}; meta/info.json says {codec}.", EncodingRemedy));
        if (feature.Video?.PixelFormat is { } format && format != found.PixelFormat)
            report(new Defect(path, $"the video's pixels are {found.PixelFormat}; meta/info.json says {format}.", EncodingRemedy));
        var declared = (Width: feature.Video?.Width ?? found.Width, Height: feature.Video?.Height ?? found.Height);
        if (feature.PictureSize != (found.Width, found.Height))
            report(new Defect(path, $"the video is {found.Width}x{found.Height}; meta/info.json has the shape [{string.Join(", ", feature.Shape)}].", EncodingRemedy));
        else if (declared != (found.Width, found.Height))
            report(new Defect(path, $"the video is {found.Width}x{found.Height}; meta/info.json says {declared.Width}x{declared.Height} as video.width and video.height.", EncodingRemedy));
    }

    private void CheckSegments(VideoFileInfo found)
    {
        var half = 0.5 / _fps;
        long first = 0;
        foreach (var (camera, episode) in _parts)
        {
            var segment = episode.Videos[camera];
            var (begin, length) = ((double)first / _fps, (double)episode.Length / _fps);
            if (Math.Abs(segment.From - begin) > half)
                report(Off(episode, $"camera '{camera}' begins at {segment.From:R} s where {begin:R} s belongs."));
            else if (!TimeTolerance.Holds(segment.From, begin))
                report(Off(episode, $"camera '{camera}' begins at {segment.From:R} s, {segment.From - begin:+0.0000;-0.0000} s off its first frame; {TimeTolerance.Explanation}"));
            else if (Math.Abs(segment.To - segment.From - length) > half)
                report(Off(episode, $"camera '{camera}' spans {segment.To - segment.From:R} s; {episode.Length} frames take {length:R} s."));
            else if (segment.To > found.Duration + half)
                report(Off(episode, $"camera '{camera}' ends at {segment.To:R} s; the video ends at {found.Duration:R} s."));
            first += episode.Length;
        }

        Defect Off(Episode episode, string problem) => new(path, problem, ConvertRemedy) { Episode = episode.Index };
    }

    private void CheckFrames(IEnumerable<double> times, int promised, Action<double> advance)
    {
        var (frame, isRegular) = (0, true);
        try
        {
            foreach (var seconds in times)
            {
                if (isRegular && !TimeTolerance.Holds(seconds, (double)frame / _fps))
                {
                    isRegular = false;
                    report(At(frame, new Defect(path, $"the video's frame {frame} stands at {seconds:R} s where {(double)frame / _fps:R} s belongs at {_fps} fps; {TimeTolerance.Explanation}",
                        "Encode the video again with a constant frame rate.")));
                }

                frame++;
                advance(Math.Min(1, frame / (double)Math.Max(1, promised)));
            }
        }
        catch (DataException fault) when (fault.Defect is { } defect)
        {
            report(At(defect.Frame ?? frame, defect));
            return;
        }

        if (frame != promised)
            report(At(Math.Min(frame, promised), new Defect(path, $"{frame} frames can be decoded of the {promised} that the header promises.", LeRobotDataset.MissingFileRemedy)));
    }

    // a frame of the file is a frame of one of its episodes
    private Defect At(int frame, Defect defect)
    {
        foreach (var (_, episode) in _parts)
        {
            if (frame < episode.Length)
                return defect with { Episode = episode.Index, Frame = frame };
            frame -= episode.Length;
        }

        return defect with { Frame = null };
    }
}

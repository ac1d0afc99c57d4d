namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Where one episode's part of a camera is.</summary>
internal readonly record struct VideoPlace(FilePosition Position, double From, double To);

/// <summary>One camera's episodes, joined into files up to a size limit without re-encoding.</summary>
internal sealed class VideoFiles(string root, DatasetSpec spec, CameraSpec camera, IVideoConcatenator video)
{
    // closer than LeRobot's own tolerance, so that no reader can take a neighbouring frame
    private const double FrameTolerance = 1e-4;

    private readonly List<string> _episodes = [];

    /// <summary>Encoding of the first episode's video; all others have the same.</summary>
    public VideoFileInfo? Encoding { get; private set; }

    /// <summary>Checks that an episode's video fits the camera and the videos before it.</summary>
    /// <exception cref="DataException">Size, rate, codec or frame count disagree.</exception>
    public void Check(string path, int episode, int frames)
    {
        if (!File.Exists(path))
            throw Wrong(path, episode, "the video file is missing.");
        var found = video.Probe(path);
        if (found.Frames != frames)
            throw Wrong(path, episode, $"the video has {found.Frames} frames; the episode has {frames}.");
        if (found.Width != camera.Width || found.Height != camera.Height)
            throw Wrong(path, episode, $"the video is {found.Width}x{found.Height}; camera '{camera.Name}' is {camera.Width}x{camera.Height}.");
        if (Math.Abs(found.Fps - spec.Fps) > 0.01)
            throw Wrong(path, episode, $"the video has {found.Fps:R} frames per second; the dataset has {spec.Fps}.");
        if (Encoding is { } earlier && (found.Codec != earlier.Codec || found.PixelFormat != earlier.PixelFormat))
            throw Wrong(path, episode, $"the video is {found.Codec} {found.PixelFormat}; earlier ones are {earlier.Codec} {earlier.PixelFormat}.");
    }

    /// <summary>Takes an episode's video; it is read by <see cref="Write"/>.</summary>
    public void Add(string path)
    {
        Encoding ??= video.Probe(path);
        _episodes.Add(path);
    }

    /// <summary>Writes the files; returns each episode's place.</summary>
    public IReadOnlyList<VideoPlace> Write(CancellationToken cancellationToken)
    {
        var places = new List<VideoPlace>();
        var position = new FilePosition();
        for (var first = 0; first < _episodes.Count; position = position.Next(spec.ChunkFiles))
        {
            var count = CountThatFits(first);
            var path = position.Path(root, DatasetPaths.VideoTemplate, DatasetInfo.CameraPrefix + camera.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var durations = video.Concatenate([.. _episodes.Skip(first).Take(count)], path, cancellationToken);
            double from = 0;
            foreach (var duration in durations)
            {
                var to = OnFrameGrid(from + duration);
                places.Add(new VideoPlace(position, from, to));
                from = to;
            }

            first += count;
        }

        return places;
    }

    // sums of durations drift; a cut that is meant to lie between two frames is put exactly there
    private double OnFrameGrid(double seconds)
    {
        var exact = Math.Round(seconds * spec.Fps) / spec.Fps;
        return Math.Abs(exact - seconds) < FrameTolerance ? exact : seconds;
    }

    private int CountThatFits(int first)
    {
        var limit = (long)spec.VideoFileMebibytes << 20;
        var bytes = new FileInfo(_episodes[first]).Length;
        var count = 1;
        while (first + count < _episodes.Count && (bytes += new FileInfo(_episodes[first + count]).Length) < limit)
            count++;
        return count;
    }

    private static DataException Wrong(string path, int episode, string problem) =>
        new(new Defect(path, problem, "Record the episode again, or leave it out.") { Episode = episode });
}

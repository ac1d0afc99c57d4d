namespace Robotics.Datasets;

/// <summary>One folder of synchronised views, checked to agree in rate and number of frames.</summary>
internal sealed record Recording(
    string Folder, int Fps, int Frames, IReadOnlyList<CameraSpec> Cameras, IReadOnlyDictionary<string, string> Videos)
{
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder));

    /// <summary>Probes every view.</summary>
    /// <exception cref="DataException">There is none, or they disagree.</exception>
    public static Recording Open(string folder, IVideoConcatenator video)
    {
        var views = VideosIn(folder).Select(path => (Path: path, Name: System.IO.Path.GetFileNameWithoutExtension(path), Info: video.Probe(path))).ToArray();
        if (views.Length == 0)
            throw new DataException(new Defect(folder, "it holds no view (*.mp4).", "Restore the recording's videos."));
        var (path, name, first) = views[0];
        var fps = (int)Math.Round(first.Fps);
        if (fps < 1 || Math.Abs(first.Fps - fps) > 0.01)
            throw new DataException(new Defect(path, $"it has {first.Fps:R} frames per second; the format wants a whole number.", "Encode the recording at a whole rate first."));
        foreach (var view in views)
            if (view.Info.Frames != first.Frames || Math.Abs(view.Info.Fps - first.Fps) > 1e-3)
                throw new DataException(new Defect(view.Path,
                    $"it has {view.Info.Frames} frames at {view.Info.Fps:R} fps; view '{name}' has {first.Frames} at {first.Fps:R}. The views are not of the same moments.",
                    "Cut the views to the frames that they share, or leave the recording out."));
        return new Recording(folder, fps, first.Frames,
            [.. views.Select(view => new CameraSpec(view.Name, view.Info.Width, view.Info.Height))],
            views.ToDictionary(view => view.Name, view => view.Path));
    }

    /// <summary>One file per view, by name.</summary>
    public static IEnumerable<string> VideosIn(string folder) => Directory.GetFiles(folder, "*.mp4").Order(StringComparer.Ordinal);

    public string Describe() => $"{string.Join(", ", Cameras.Select(camera => $"{camera.Name} {camera.Width}x{camera.Height}"))} at {Fps} fps";
}

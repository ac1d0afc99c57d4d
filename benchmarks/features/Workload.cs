using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.Features;

/// <summary>The views of a folder's videos, and the parts of extracting their features, each on its own.</summary>
internal sealed class Workload : IDisposable
{
    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("features-");
    private int _runs;

    internal Workload(string folder, int framesPerVideo)
    {
        var probe = new VideoConcatenator();
        Views = [.. Directory.GetFiles(folder, "*.mp4", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(6).Select((file, index) =>
        {
            var info = probe.Probe(file);
            int frames = Math.Min(framesPerVideo, info.Frames);
            return new EpisodeView(index, "view", new VideoSegment(file, 0, frames / info.Fps), frames, info.Fps);
        })];
    }

    internal IReadOnlyList<EpisodeView> Views { get; }

    internal long Frames => Views.Sum(view => (long)view.Frames);

    internal void Decode(int parallel) => ForEachView(parallel, view =>
    {
        using var reader = new EpisodeVideoReader(view.Segment, view.Frames, view.Fps);
        var rgb = new byte[reader.Width * reader.Height * 3];
        while (reader.Next < view.Frames) reader.Read(rgb);
    });

    /// <summary>Embeds as many frames, all decoded beforehand.</summary>
    internal void Embed(IImageBackbone backbone, int parallel)
    {
        RgbImage[] images = [.. EpisodeVideo.Read(Views[0].Segment, 16, Views[0].Fps)];
        ForEachView(parallel, view =>
        {
            var features = new Half[images.Length * backbone.Dimension];
            for (int done = 0; done < view.Frames; done += images.Length)
            {
                int count = Math.Min(images.Length, view.Frames - done);
                backbone.Embed(images[..count], features.AsSpan(0, count * backbone.Dimension));
            }
        });
    }

    internal FeatureSummary? LastSummary { get; private set; }

    internal void Extract(IImageBackbone backbone, int parallel) =>
        LastSummary = FeatureExtraction.Run(Views, backbone, Store(++_runs), null, CancellationToken.None, parallel);

    /// <summary>Reads every feature of every view, checked against its checksum, as a training epoch does.</summary>
    internal void Load(IImageBackbone backbone)
    {
        foreach (var view in Views) Store(_runs).Read([(view.Camera, view.Key(backbone.Id))], new float[view.Frames]);
    }

    public void Dispose() => _store.Delete(recursive: true);

    private FeatureStore Store(int run) => new(Path.Combine(_store.FullName, $"{run}"));

    private void ForEachView(int parallel, Action<EpisodeView> action) =>
        Parallel.ForEach(Views, new ParallelOptions { MaxDegreeOfParallelism = parallel }, action);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Video;

namespace Robotics.Perception.Features;

/// <summary>
/// Embeds one view: a thread decodes ahead while the caller's embeds. A fixed number of batches goes round between the two, so
/// memory does not depend on the episode's length.
/// </summary>
internal sealed class ViewEmbedding : IDisposable
{
    private const int BatchLength = 16;
    private const int Batches = 3;

    private readonly EpisodeView _view;
    private readonly IImageBackbone _backbone;
    private readonly Action<int, FeatureTimes> _report;
    private readonly BlockingCollection<RgbImage[]> _free = [];
    private readonly BlockingCollection<ArraySegment<RgbImage>> _decoded = [];

    /// <param name="view">What to embed.</param>
    /// <param name="backbone">With what.</param>
    /// <param name="report">Told after every batch: frames done and the time they took.</param>
    internal ViewEmbedding(EpisodeView view, IImageBackbone backbone, Action<int, FeatureTimes> report) =>
        (_view, _backbone, _report) = (view, backbone, report);

    /// <summary>Appends the embedding of every frame.</summary>
    internal void Run(FeatureFileWriter output, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var decoding = Task.Factory.StartNew(() => Decode(stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var features = new Half[BatchLength * _backbone.Dimension];
            foreach (var batch in _decoded.GetConsumingEnumerable(cancellation)) Embed(batch, features, output);
        }
        catch
        {
            stop.Cancel();
            Task.WaitAny([decoding], CancellationToken.None);
            throw;
        }
        decoding.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _free.Dispose();
        _decoded.Dispose();
    }

    private void Decode(CancellationToken cancellation)
    {
        try
        {
            using var reader = new EpisodeVideoReader(_view.Segment, _view.Frames, _view.Fps);
            for (int i = 0; i < Batches; i++) _free.Add(NewBatch(reader), cancellation);
            while (reader.Next < _view.Frames)
            {
                var images = _free.Take(cancellation);
                long start = Stopwatch.GetTimestamp();
                int count = Math.Min(BatchLength, _view.Frames - reader.Next);
                for (int i = 0; i < count; i++) reader.Read(images[i].Pixels);
                _report(0, FeatureTimes.Zero with { Decode = Stopwatch.GetElapsedTime(start) });
                _decoded.Add(new ArraySegment<RgbImage>(images, 0, count), cancellation);
            }
        }
        finally
        {
            _decoded.CompleteAdding();
        }
    }

    private void Embed(ArraySegment<RgbImage> images, Half[] features, FeatureFileWriter output)
    {
        var values = features.AsSpan(0, images.Count * _backbone.Dimension);
        var (transform, inference) = _backbone.Embed(images, values);
        long start = Stopwatch.GetTimestamp();
        output.Append(values);
        _report(images.Count, new FeatureTimes(TimeSpan.Zero, transform, inference, Stopwatch.GetElapsedTime(start)));
        _free.Add(images.Array!);
    }

    private static RgbImage[] NewBatch(EpisodeVideoReader reader) =>
        [.. Enumerable.Range(0, BatchLength).Select(_ => new RgbImage(reader.Width, reader.Height, new byte[reader.Width * reader.Height * 3]))];
}

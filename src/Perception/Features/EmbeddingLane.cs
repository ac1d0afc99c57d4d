using System.Collections.Concurrent;
using System.Diagnostics;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Video;

namespace Robotics.Perception.Features;

/// <summary>
/// Embeds views one after the other: a thread decodes ahead, past the end of a view into the next, while the caller's embeds.
/// A fixed number of batches of bounded size goes round between the two: memory depends neither on the length nor on the number of views.
/// </summary>
internal sealed class EmbeddingLane(IImageBackbone backbone, FeatureStore store, FeatureAccount account) : IDisposable
{
    private const int BatchLength = 16;
    private const int BatchBytes = 64 << 20;
    private const int Batches = 3;

    private readonly BlockingCollection<RgbImage[]> _free = [];
    private readonly BlockingCollection<Batch> _decoded = [];

    /// <summary>Takes views until there are none.</summary>
    internal void Run(ViewQueue views, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var decoding = Task.Factory.StartNew(() => DecodeAll(views, stop.Token), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            EmbedAll(cancellation);
        }
        catch
        {
            views.Close();
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

    private void DecodeAll(ViewQueue views, CancellationToken cancellation)
    {
        try
        {
            for (int i = 0; i < Batches; i++) _free.Add([], cancellation);
            while (views.TryTake(out var view)) DecodeOrLeaveOut(view, views, cancellation);
        }
        catch
        {
            views.Close();
            throw;
        }
        finally
        {
            _decoded.CompleteAdding();
        }
    }

    // one bad video does not cost the others; all that is wrong is told at the end
    private void DecodeOrLeaveOut(EpisodeView view, ViewQueue views, CancellationToken cancellation)
    {
        try
        {
            Decode(view, cancellation);
        }
        catch (DataException fault)
        {
            views.LeaveOut(fault.Defect is { Episode: null } defect ? new DataException(defect with { Episode = view.Episode }, fault) : fault);
            _decoded.Add(Batch.Abandoned, cancellation);
        }
    }

    private void Decode(EpisodeView view, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var key = view.Key(backbone.Id);
        bool done = store.Contains(key);
        account.Add(0, FeatureTimes.Zero with { Disk = Stopwatch.GetElapsedTime(start) });
        if (done) account.Reuse(view.Frames);
        else Decode(view, key, cancellation);
    }

    private void Decode(EpisodeView view, FeatureKey key, CancellationToken cancellation)
    {
        using var reader = new EpisodeVideoReader(view.Segment, view.Frames, view.Fps);
        do
        {
            var images = OfSize(_free.Take(cancellation), reader.Width, reader.Height);
            int count = Read(reader, images, view.Frames - reader.Next);
            _decoded.Add(new Batch(key, images, count, reader.Next == view.Frames), cancellation);
        }
        while (reader.Next < view.Frames);
    }

    private int Read(EpisodeVideoReader reader, RgbImage[] images, int left)
    {
        long start = Stopwatch.GetTimestamp();
        int count = Math.Min(images.Length, left);
        try
        {
            for (int i = 0; i < count; i++) reader.Read(images[i].Pixels);
        }
        catch
        {
            _free.Add(images);
            throw;
        }
        account.Add(0, FeatureTimes.Zero with { Decode = Stopwatch.GetElapsedTime(start) });
        return count;
    }

    private void EmbedAll(CancellationToken cancellation)
    {
        var features = new Half[BatchLength * backbone.Dimension];
        FeatureFileWriter? output = null;
        try
        {
            foreach (var batch in _decoded.GetConsumingEnumerable(cancellation))
            {
                if (batch.Key is { } key)
                {
                    output ??= store.Create(key, backbone.Dimension);
                    Embed(batch, features, output);
                    if (!batch.IsLast) continue;
                    Complete(output);
                }
                else
                {
                    output?.Dispose();
                }
                output = null;
            }
        }
        finally
        {
            output?.Dispose();
        }
    }

    private void Embed(Batch batch, Half[] features, FeatureFileWriter output)
    {
        var values = features.AsSpan(0, batch.Count * backbone.Dimension);
        var (transform, inference) = backbone.Embed(new ArraySegment<RgbImage>(batch.Images, 0, batch.Count), values);
        long start = Stopwatch.GetTimestamp();
        output.Append(values);
        account.Add(batch.Count, new FeatureTimes(TimeSpan.Zero, transform, inference, Stopwatch.GetElapsedTime(start)));
        _free.Add(batch.Images);
    }

    private void Complete(FeatureFileWriter output)
    {
        long start = Stopwatch.GetTimestamp();
        using (output) output.Complete();
        account.Finish(FeatureTimes.Zero with { Disk = Stopwatch.GetElapsedTime(start) });
    }

    // buffers are kept from view to view as long as the picture's size stays
    private static RgbImage[] OfSize(RgbImage[] images, int width, int height) =>
        images is [var first, ..] && (first.Width, first.Height) == (width, height)
            ? images
            : [.. Enumerable.Range(0, LengthFor(width, height)).Select(_ => new RgbImage(width, height, new byte[width * height * 3]))];

    /// <summary>Frames of a batch: fewer of large pictures, so that a batch of them takes no more memory than it must.</summary>
    internal static int LengthFor(int width, int height) => (int)Math.Clamp(BatchBytes / (3L * width * height), 1, BatchLength);

    private readonly record struct Batch(FeatureKey? Key, RgbImage[] Images, int Count, bool IsLast)
    {
        /// <summary>Says that no more comes of a view that was begun.</summary>
        internal static Batch Abandoned => new(null, [], 0, IsLast: true);
    }
}

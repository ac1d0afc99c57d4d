using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.Perception.Video;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

namespace Robotics.Benchmarks.Relabel;

/// <summary>
/// The way without a feature store: for every frame, its whole window is decoded and embedded for every camera, then
/// the model runs once.
/// </summary>
internal sealed class WindowQuery : IDisposable
{
    private const int Size = 128;

    private readonly IImageBackbone _backbone;
    private readonly SarmSettings _settings;
    private readonly VideoReader[] _videos;
    private readonly int _frames;

    private WindowQuery(IImageBackbone backbone, SarmSettings settings, VideoReader[] videos, int frames) =>
        (_backbone, _settings, _videos, _frames) = (backbone, settings, videos, frames);

    internal static OnnxBackbone Backbone(string path) =>
        new(new BackboneSettings { Model = path, Threads = Environment.ProcessorCount }, new InstalledBackbones("."));

    internal static WindowQuery Record(string folder, SarmSettings settings, int frames, IImageBackbone backbone)
    {
        var videos = StoredEpisodes.Cameras.Select(camera => Record(Path.Combine(folder, camera + ".mp4"), frames)).ToArray();
        return new WindowQuery(backbone, settings, videos, frames);
    }

    internal void Run(SarmModel model, int count)
    {
        var slots = new int[_settings.ObservationSteps + 1];
        var state = new float[model.Description.StateDimension];
        using var stream = model.Open("pick up the cube");
        for (var i = 0; i < count; i++)
        {
            ObservationWindow.Fill(slots, _frames - count + i, _settings.FrameGap);
            var features = _videos.SelectMany(video => Embed(video, slots)).ToArray();
            stream.Push(features, state);
        }
    }

    public void Dispose()
    {
        foreach (var video in _videos)
            video.Dispose();
    }

    /// <summary>Embeds all frames of a window and returns the newest one's features.</summary>
    private Half[] Embed(VideoReader video, int[] slots)
    {
        var images = new List<RgbImage>();
        foreach (var frame in slots)
        {
            var pixels = new byte[Size * Size * 3];
            video.Seek(frame / 10.0);
            video.TryRead(pixels, out _);
            images.Add(new RgbImage(Size, Size, pixels));
        }
        var features = new Half[slots.Length * _backbone.Dimension];
        _backbone.Embed(images, features);
        return features[^_backbone.Dimension..];
    }

    private static VideoReader Record(string path, int frames)
    {
        var random = new StepRandom(1);
        var pixels = new byte[Size * Size * 3];
        using (var writer = new VideoWriter(path, Size, Size, 10))
        {
            for (var t = 0; t < frames; t++)
            {
                // a moving gradient with some noise: neither trivial nor impossible to encode
                for (var i = 0; i < pixels.Length; i++)
                    pixels[i] = (byte)(i / 97 + 3 * t + random.Next(8));
                writer.Write(pixels);
            }
            writer.Complete();
        }
        return new VideoReader(path);
    }
}

using System.Diagnostics;

namespace Robotics.Perception.Features;

/// <summary>Counts what all threads of an extraction have done and tells of it.</summary>
internal sealed class FeatureAccount(long totalFrames, IProgress<FeatureProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private FeatureTimes _parts = FeatureTimes.Zero;
    private long _frames;
    private long _reusedFrames;
    private int _views;
    private int _reusedViews;

    internal void Add(int frames, FeatureTimes parts)
    {
        lock (_lock)
        {
            _frames += frames;
            _parts += parts;
            if (frames > 0) Tell();
        }
    }

    internal void Finish(FeatureTimes parts)
    {
        lock (_lock)
        {
            _views++;
            _parts += parts;
        }
    }

    internal void Reuse(int frames)
    {
        lock (_lock)
        {
            _reusedViews++;
            _reusedFrames += frames;
            Tell();
        }
    }

    internal FeatureSummary Summarise()
    {
        lock (_lock) return new FeatureSummary(_views, _reusedViews, _frames, _reusedFrames, Stopwatch.GetElapsedTime(_start), _parts);
    }

    private void Tell() => progress?.Report(new FeatureProgress(
        _frames + _reusedFrames, totalFrames, _frames / Stopwatch.GetElapsedTime(_start).TotalSeconds, _parts));
}

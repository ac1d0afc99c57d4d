namespace Robotics.Perception.Features;

/// <summary>What an extraction did.</summary>
/// <param name="Views">Views embedded now.</param>
/// <param name="ReusedViews">Views that the store held already.</param>
/// <param name="Frames">Frames embedded now.</param>
/// <param name="ReusedFrames">Frames of the reused views.</param>
/// <param name="Elapsed">Time by the clock on the wall.</param>
/// <param name="Parts">Time per part, summed over all threads; its longest part is what bound the extraction.</param>
public sealed record FeatureSummary(int Views, int ReusedViews, long Frames, long ReusedFrames, TimeSpan Elapsed, FeatureTimes Parts)
{
    /// <summary>Frames embedded per second.</summary>
    public double FramesPerSecond => Elapsed > TimeSpan.Zero ? Frames / Elapsed.TotalSeconds : 0;
}

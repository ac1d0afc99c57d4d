namespace Robotics.RewardModels.Sarm;

/// <summary>
/// Which frames a window holds: the anchor (the episode's first frame), then frames t-(n-1)g ... t-g, t. Where the
/// history is shorter than that, the frames between anchor and t are spaced evenly (the authors' rule).
/// </summary>
public static class ObservationWindow
{
    /// <summary>Fills the frame of every slot [n + 1], anchor first; never decreasing, never beyond <paramref name="frame"/>.</summary>
    public static void Fill(Span<int> slots, int frame, int gap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gap);
        var steps = slots.Length - 1;
        slots[0] = 0;
        for (var i = 1; i <= steps; i++)
            slots[i] = frame >= gap * steps
                ? frame - (steps - i) * gap
                : (int)Math.Round(frame * (double)i / steps, MidpointRounding.AwayFromZero);
    }

    /// <summary>Age in frames of the oldest frame, but for the anchor, that a window of n frames can hold: (n - 1) g.</summary>
    /// <param name="steps">n</param>
    /// <param name="gap">g</param>
    public static int Reach(int steps, int gap) => (steps - 1) * gap;

    /// <summary>
    /// Appends the window's own frames in reverse, as if the video ran backwards from its end: t-g, t-2g, ...
    /// A slot holds a frame index, from which features, state and label are all taken, so they cannot disagree.
    /// </summary>
    /// <param name="slots">Filled slots [n + 1] followed by <paramref name="rewind"/> free ones.</param>
    /// <param name="rewind">Frames to go back, less than n.</param>
    public static void Rewind(Span<int> slots, int rewind)
    {
        var newest = slots.Length - rewind - 1;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rewind, newest);
        for (var i = 1; i <= rewind; i++)
            slots[newest + i] = slots[newest - i];
    }
}

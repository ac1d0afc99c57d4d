namespace Robotics.RobotBridge.Recordings;

/// <summary>What became of one recording, and what was measured in it.</summary>
public sealed record BagReport
{
    /// <summary>Its name.</summary>
    public string Recording { get; init; } = "";

    /// <summary>Frames of each episode that it gave.</summary>
    public IReadOnlyList<int> EpisodeFrames { get; init; } = [];

    /// <summary>What came on each mapped topic.</summary>
    public IReadOnlyList<SourceReport> Sources { get; init; } = [];

    /// <summary>Images a second of the clock camera.</summary>
    public double ClockRate { get; init; }

    /// <summary>Frames that the clock camera asks for at the dataset's rate.</summary>
    public int WantedFrames { get; init; }

    /// <summary>How many of them each source missed, where any; such frames are dropped.</summary>
    public IReadOnlyDictionary<string, long> Missed { get; init; } = new Dictionary<string, long>();

    /// <summary>Newest minus oldest stamp of the views of a frame, milliseconds: median.</summary>
    public double SpreadMedian { get; init; }

    /// <summary>As <see cref="SpreadMedian"/>: the largest.</summary>
    public double SpreadMax { get; init; }

    /// <summary>Time without frames.</summary>
    public IReadOnlyList<RecordedGap> Gaps { get; init; } = [];

    /// <summary>Frames of pieces between gaps that were too short for an episode.</summary>
    public int FramesInShortPieces { get; init; }

    /// <summary>What is wrong with its files, which were read as far as they go, and with its clocks.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

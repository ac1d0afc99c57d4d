namespace Robotics.RobotBridge.Recordings;

/// <summary>Cuts the frames of a recording into episodes at its long gaps.</summary>
internal static class EpisodeCuts
{
    private const double Gap = 1.5;

    /// <summary>Finds the episodes.</summary>
    /// <param name="stamps">Of the frames, nanoseconds, ascending.</param>
    /// <param name="fps">Frames per second of the dataset.</param>
    /// <param name="maxGap">Longest gap inside an episode, seconds.</param>
    /// <param name="gaps">Receives every gap.</param>
    /// <returns>Frames [From, To) of each episode.</returns>
    public static IReadOnlyList<(int From, int To)> Of(IReadOnlyList<long> stamps, int fps, double maxGap, List<RecordedGap> gaps)
    {
        var episodes = new List<(int From, int To)>();
        var from = 0;
        for (var i = 1; i <= stamps.Count; i++)
        {
            if (i < stamps.Count)
            {
                var seconds = (stamps[i] - stamps[i - 1]) / 1e9;
                if (seconds * fps <= Gap)
                    continue;
                gaps.Add(new RecordedGap((stamps[i - 1] - stamps[0]) / 1e9, seconds, (int)Math.Round(seconds * fps) - 1, seconds > maxGap));
                if (seconds <= maxGap)
                    continue;
            }

            episodes.Add((from, i));
            from = i;
        }

        return episodes;
    }
}

namespace Robotics.Datasets.LeRobot;

/// <summary>Lengths that metadata may claim, so that nothing absurd is ever allocated.</summary>
internal static class EpisodeBounds
{
    private const int MaximumFrames = 100_000_000;

    public static void Check(string path, int episode, long length)
    {
        if (length is < 1 or > MaximumFrames)
            throw new DataException(new Defect(path, $"a length of {length} frames is impossible.",
                "Restore the metadata or remove the episode.")
            { Episode = episode });
    }
}

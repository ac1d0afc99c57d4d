namespace Robotics.Datasets.LeRobot;

/// <summary>Counts the episodes of every joined video file in the order of their starts.</summary>
internal static class FilePlaces
{
    /// <summary>The same episodes, each with its place in the files that it shares with others.</summary>
    public static IReadOnlyList<EpisodeRow> Count(IReadOnlyList<EpisodeRow> rows)
    {
        var places = new Dictionary<(int Row, string Camera), FilePlace>();
        var parts = rows.SelectMany((row, i) => row.Episode.Videos.Select(video => (Row: i, Camera: video.Key, Segment: video.Value, row.Episode.Length)));
        foreach (var file in parts.GroupBy(part => part.Segment.Path).Where(file => file.Skip(1).Any()))
        {
            var (episodes, frames, all) = (0, 0L, file.Sum(part => (long)part.Length));
            foreach (var part in file.OrderBy(part => part.Segment.From))
            {
                places[(part.Row, part.Camera)] = new FilePlace(episodes++, frames, all);
                frames += part.Length;
            }
        }

        return places.Count == 0 ? rows : [.. rows.Select((row, i) => row with { Episode = row.Episode with { Videos = Placed(row.Episode.Videos, i) } })];

        Dictionary<string, VideoSegment> Placed(IReadOnlyDictionary<string, VideoSegment> videos, int row) =>
            videos.ToDictionary(video => video.Key, video => video.Value with { Place = places.GetValueOrDefault((row, video.Key)) });
    }
}

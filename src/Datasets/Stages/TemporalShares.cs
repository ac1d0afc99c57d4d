namespace Robotics.Datasets;

/// <summary>
/// How much of an episode each stage takes on average: mean over the episodes that contain the stage of its frames divided
/// by the episode's annotated frames, then scaled to sum 1 (SARM, equation 1, as LeRobot computes it).
/// </summary>
public static class TemporalShares
{
    /// <summary>Shares by stage name in order of first appearance; empty without annotations.</summary>
    public static IReadOnlyDictionary<string, double> Of(IEnumerable<IReadOnlyList<StageAnnotation>> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var shares = new Dictionary<string, List<double>>();
        foreach (var stages in episodes)
        {
            var annotated = (double)stages.Sum(stage => stage.End - stage.Start);
            foreach (var stage in stages.GroupBy(stage => stage.Name))
            {
                if (!shares.TryGetValue(stage.Key, out var list))
                    shares[stage.Key] = list = [];
                list.Add(stage.Sum(part => part.End - part.Start) / annotated);
            }
        }

        var total = shares.Values.Sum(list => list.Average());
        return shares.ToDictionary(pair => pair.Key, pair => pair.Value.Average() / total);
    }
}

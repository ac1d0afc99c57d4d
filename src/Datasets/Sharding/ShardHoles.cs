namespace Robotics.Datasets.Sharding;

/// <summary>What is missing of a plan, gathered over all shards so that one message can name all of it.</summary>
internal sealed class ShardHoles(ShardPlan plan, string directory)
{
    // a message names so many episodes before it only counts them
    private const int Named = 12;

    private readonly SortedSet<int> _shards = [];
    private readonly List<int> _episodes = [];

    /// <summary>A shard that has no mark.</summary>
    internal void AddMissing(int index)
    {
        _shards.Add(index);
        _episodes.AddRange(plan.EpisodesOf(new Shard(index, plan.Shards)).Select(episode => episode.Index));
    }

    /// <summary>Holds a mark against the plan; an output that has gone makes a hole.</summary>
    /// <exception cref="DataException">The mark belongs to another plan or says something else than the plan.</exception>
    internal ShardMark Check(ShardMark mark, int index, string file, string outputs)
    {
        var shard = new Shard(index, plan.Shards);
        if (mark.Plan != plan.Id)
            throw new DataException(new Defect(file, $"it belongs to plan {mark.Plan}, the folder's plan is {plan.Id}: results of two plans are never joined.", $"Remove this file and run the shard again: {Command(shard)}"));
        if (mark.Shard != shard || !mark.Episodes.Select(episode => new PlannedEpisode(episode.Index, episode.Frames)).SequenceEqual(plan.EpisodesOf(shard)))
            throw new DataException(new Defect(file, $"its episodes are not those that the plan gives to shard {shard}.", $"Remove this file and run the shard again: {Command(shard)}"));
        foreach (var episode in mark.Episodes.Where(episode => !episode.Outputs.All(output => IsWhole(outputs, output))))
        {
            _shards.Add(index);
            _episodes.Add(episode.Index);
        }
        return mark;
    }

    /// <exception cref="DataException">Something is missing.</exception>
    internal void Require()
    {
        if (_shards.Count == 0) return;
        throw new DataException(new Defect(
            directory,
            $"{_shards.Count} of {plan.Shards} shards {(_shards.Count == 1 ? "is" : "are")} not done: {Ranges(_shards)}; {Episodes()}.",
            $"Run {string.Join(" and ", _shards.Take(3).Select(index => Command(new Shard(index, plan.Shards))))}{(_shards.Count > 3 ? " and so on" : "")}; on Slurm: sbatch --array={Ranges(_shards)} with the same job file. Then merge again."));
    }

    private static bool IsWhole(string outputs, ShardOutput output) =>
        new FileInfo(Path.Combine(outputs, output.Path)) is { Exists: true } file && file.Length == output.Bytes;

    private string Command(Shard shard) => $"{plan.Command} --shard {shard}";

    private string Episodes() => _episodes.Count switch
    {
        0 => "they hold no episodes",
        <= Named => $"missing episodes: {Ranges(_episodes)}",
        _ => $"missing episodes: {_episodes.Count} of {plan.Episodes.Count}, from {_episodes.Min()} to {_episodes.Max()}",
    };

    /// <summary><c>0,3-5,9</c>: the form that Slurm's --array takes.</summary>
    internal static string Ranges(IEnumerable<int> numbers)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var number in numbers.Order())
        {
            if (runs.Count > 0 && runs[^1].Last == number - 1) runs[^1] = (runs[^1].First, number);
            else runs.Add((number, number));
        }
        return string.Join(',', runs.Select(run => run.First == run.Last ? $"{run.First}" : $"{run.First}-{run.Last}"));
    }
}

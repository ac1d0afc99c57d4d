using Robotics.Datasets.Files;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.Sharding;

/// <summary>
/// Where the processes of a sharded command meet: the plan, a mark for every finished shard, and whatever the command keeps of
/// single episodes. Files appear whole under their names and nothing is ever locked, so any file system that machines share
/// will do.
/// </summary>
/// <param name="directory">The folder; made by the first process.</param>
public sealed class ShardFolder(string directory)
{
    /// <summary>What the folder's name ends with.</summary>
    public const string Suffix = ".shards";

    /// <summary>Full path of the folder.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Results of single episodes.</summary>
    public string EpisodesDirectory => Path.Combine(Directory, "episodes");

    private string PlanFile => Path.Combine(Directory, "plan.json");

    private string MarksDirectory => Path.Combine(Directory, "shards");

    /// <summary>Whether any process has begun here.</summary>
    public bool HasPlan => File.Exists(PlanFile);

    /// <summary>The plan that the processes share.</summary>
    /// <exception cref="DataException">There is none, or the file is damaged.</exception>
    public ShardPlan ReadPlan() => HasPlan
        ? ShardJson.ReadPlan(PlanFile)
        : throw new DataException(new Defect(Directory, "there is no plan of shards here.", "Name the folder that the commands with --shard wrote to."));

    /// <summary>Takes part in a plan: the first process writes it down, every other one must have made the same.</summary>
    /// <exception cref="DataException">The folder holds the shards of another plan; says in what it differs and what to do.</exception>
    public void Join(ShardPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        System.IO.Directory.CreateDirectory(MarksDirectory);
        System.IO.Directory.CreateDirectory(EpisodesDirectory);
        if (!HasPlan) JsonFile.WriteNew(PlanFile, ShardJson.Of(plan), indent: 0);
        var existing = ReadPlan();
        if (existing.Id == plan.Id) return;
        throw new DataException(new Defect(
            Directory, $"it holds the shards of another plan ({string.Join("; ", plan.DifferencesTo(existing))}).",
            "Finish that one with './robotics merge', or remove the folder to begin this one."));
    }

    /// <summary>Forgets a plan, so that another one can begin; results of single episodes stay.</summary>
    public void Forget()
    {
        File.Delete(PlanFile);
        if (System.IO.Directory.Exists(MarksDirectory)) System.IO.Directory.Delete(MarksDirectory, recursive: true);
    }

    /// <summary>Marks a shard as done.</summary>
    public void MarkDone(ShardMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        JsonFile.Write(MarkFile(mark.Shard.Index), ShardJson.Of(mark), indent: 0);
    }

    /// <summary>The marks of all shards, after checking that together they are the whole plan and that their files are there.</summary>
    /// <param name="plan">The plan of this folder.</param>
    /// <param name="outputs">Folder of the command's outputs.</param>
    /// <exception cref="DataException">A shard, an episode or a file is missing, or a mark belongs to another plan; says what to run.</exception>
    public IReadOnlyList<ShardMark> RequireComplete(ShardPlan plan, string outputs)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var holes = new ShardHoles(plan, Directory);
        var marks = new List<ShardMark>();
        for (var index = 0; index < plan.Shards; index++)
        {
            if (!File.Exists(MarkFile(index))) holes.AddMissing(index);
            else marks.Add(holes.Check(ShardJson.ReadMark(MarkFile(index)), index, MarkFile(index), outputs));
        }
        holes.Require();
        return marks;
    }

    /// <summary>Removes the folder and everything in it.</summary>
    public void Delete() => System.IO.Directory.Delete(Directory, recursive: true);

    private string MarkFile(int index) => Path.Combine(MarksDirectory, $"{index:00000}.json");
}

using CsCheck;
using Robotics.Datasets.Sharding;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class ShardPlanTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_episode_is_in_exactly_one_shard_beside_its_neighbours_and_shards_are_even() =>
        Gen.Select(Gen.Int[1, 400].Array[0, 60], Gen.Int[1, 20]).Sample((lengths, count) =>
        {
            var plan = Plan(lengths, count);
            var shards = Enumerable.Range(0, count).Select(index => plan.EpisodesOf(new Shard(index, count))).ToArray();
            Assert.Equal(plan.Episodes, shards.SelectMany(shard => shard));
            var longest = lengths.Append(0).Max();
            foreach (var shard in shards)
                Assert.InRange(shard.Sum(episode => episode.Frames), plan.Frames / count - longest - 1, plan.Frames / count + longest + 1);
        }, iter: 300, threads: 1);

    [Fact]
    public void Everything_that_decides_results_decides_the_id()
    {
        var plan = Plan([5, 6], 2);
        ShardPlan[] others =
        [
            plan with { Work = "relabel" }, plan with { Dataset = "other" }, plan with { Shards = 3 },
            plan with { Settings = new Dictionary<string, string> { ["kappa"] = "2" } },
            plan with { Episodes = [new(0, 5)] }, plan with { Episodes = [new(0, 6), new(1, 5)] },
        ];
        Assert.Equal(others.Length + 1, others.Append(plan).Select(p => p.Id).Distinct().Count());
        Assert.All(others, other => Assert.NotEmpty(plan.DifferencesTo(other)));
        Assert.Equal(plan.Id, (plan with { DatasetDirectory = "/elsewhere", Command = "x" }).Id);
    }

    [Fact]
    public void The_fingerprint_sees_metadata_sizes_and_missing_files()
    {
        var directory = Sample.CopyTo(_folder);
        string Fingerprint()
        {
            var dataset = LeRobotDataset.Open(directory);
            return DatasetFingerprint.Of(dataset, dataset.Episodes);
        }
        var before = Fingerprint();
        Assert.Equal(before, Fingerprint());
        var video = Directory.GetFiles(directory, "*.mp4", SearchOption.AllDirectories).Order().First();
        File.AppendAllText(video, "x");
        Assert.NotEqual(before, Fingerprint());
        File.Delete(video);
        Assert.Contains(video, Assert.Throws<DataException>(Fingerprint).Message);
    }

    [Fact]
    public void A_plan_comes_back_from_its_file_and_a_changed_file_is_noticed()
    {
        var folder = new ShardFolder(_folder["x.shards"]);
        var plan = Plan([5, 6], 2) with { Command = "./robotics \"a b\"", DatasetDirectory = "/d" };
        folder.Join(plan);
        folder.Join(plan);
        var read = folder.ReadPlan();
        Assert.Equal((plan.Id, plan.Command, plan.DatasetDirectory), (read.Id, read.Command, read.DatasetDirectory));
        var file = Path.Combine(folder.Directory, "plan.json");
        foreach (var bad in new[] { "", "{}", "[1]", File.ReadAllText(file).Replace("\"shards\":2", "\"shards\":4"), File.ReadAllText(file).Replace("[0,5]", "[0,{}]") })
        {
            File.WriteAllText(file, bad);
            Assert.Contains(file, Assert.Throws<DataException>(folder.ReadPlan).Message);
        }
    }

    [Fact]
    public void The_first_of_many_writes_the_plan_and_the_others_join_it()
    {
        var folder = _folder["x.shards"];
        var plans = Enumerable.Range(0, 8).Select(i => Plan([5, 6], 2 + i % 2)).ToArray();
        var joined = 0;
        Parallel.ForEach(plans, plan =>
        {
            try
            {
                new ShardFolder(folder).Join(plan);
                Interlocked.Increment(ref joined);
            }
            catch (DataException fault)
            {
                Assert.Contains("another plan", fault.Message);
            }
        });
        Assert.Equal(4, joined);
        Assert.Equal(["plan.json"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    private static ShardPlan Plan(int[] lengths, int shards) => new(
        "features", "0123456789", new Dictionary<string, string> { ["kappa"] = "1" }, [.. lengths.Select((frames, e) => new PlannedEpisode(e, frames))], shards);
}

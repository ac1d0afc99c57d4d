// Peak memory of the commands that go over whole datasets, on 10, 100 and 1000 generated episodes of the same length:
//   dotnet run -c Release --project benchmarks/memory [-- MOST EPISODES] [FRAMES]     (in the repository's root, after ./robotics setup)
// Memory that is bounded gives ratios near 1; fails where one is above 1.10. Checks and conversions count by the median of three runs.
using Robotics.Benchmarks.Memory;

int most = args.Length > 0 ? int.Parse(args[0]) : 1000;
int frames = args.Length > 1 ? int.Parse(args[1]) : 20;

const double Flat = 1.10;
// the collector and the threads come out differently each time, by some MiB
const int Runs = 3;

var folder = Directory.CreateTempSubdirectory("memory-");
try
{
    int[] sizes = [10, 100, most];
    string[] datasets = [.. sizes.Select(size => GeneratedDataset.Write(Path.Combine(folder.FullName, $"{size}"), size, frames))];
    double worst = 0;
    string model = Path.Combine(folder.FullName, "model");
    Console.WriteLine($"{string.Join(", ", sizes)} episodes of {frames} frames of 640x480");
    Compare("dataset check", dataset => ["dataset", "check", dataset], Runs);
    Compare("dataset check --frames", dataset => ["dataset", "check", dataset, "--frames"], Runs);
    Compare("convert to v2.1", dataset => ["dataset", "convert", dataset, dataset + "-v2.1", "--to", "v2.1"], Runs, dataset => dataset + "-v2.1");
    Compare("check v2.1", dataset => ["dataset", "check", dataset + "-v2.1"], Runs);
    Compare("check v2.1 --frames", dataset => ["dataset", "check", dataset + "-v2.1", "--frames"], Runs);
    Compare("convert to v3.0", dataset => ["dataset", "convert", dataset + "-v2.1", dataset + "-v3.0", "--to", "v3.0"], Runs, dataset => dataset + "-v3.0");
    Compare("features", dataset => ["features", dataset]);
    RoboticsRun.PeakMebibytes("train", "reward", "--dataset", datasets[0], "--output", model, "--cameras=[front]", "--steps=2", "--warmup_steps=1");
    Compare("relabel", dataset => ["relabel", "--dataset", dataset, "--model", model]);
    Compare("relabel --shard 0/1", dataset => ["relabel", "--dataset", dataset, "--model", model, "--shard", "0/1"]);
    Compare("merge", dataset => ["merge", Path.Combine(dataset, "reward_labels.shards")]);
    return worst <= Flat ? 0 : 1;

    void Compare(string what, Func<string, string[]> command, int runs = 1, Func<string, string>? output = null)
    {
        double[] peaks = [.. datasets.Select(dataset => Enumerable.Range(0, runs).Select(_ => Peak(command(dataset), output?.Invoke(dataset))).Order().ElementAt(runs / 2))];
        worst = Math.Max(worst, peaks[^1] / peaks[0]);
        Console.WriteLine($"{what,-23} {string.Join(", ", peaks.Select(peak => $"{peak:0} MiB"))}: last / first = {peaks[^1] / peaks[0]:0.00}");
    }

    static double Peak(string[] command, string? output)
    {
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        return RoboticsRun.PeakMebibytes(command);
    }
}
finally
{
    folder.Delete(recursive: true);
}

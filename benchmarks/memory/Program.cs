// Peak memory of features, relabel and merge on 10, 100 and 1000 generated episodes of the same length:
//   dotnet run -c Release --project benchmarks/memory [-- MOST EPISODES] [FRAMES]
using Robotics.Benchmarks.Memory;

int most = args.Length > 0 ? int.Parse(args[0]) : 1000;
int frames = args.Length > 1 ? int.Parse(args[1]) : 20;

var folder = Directory.CreateTempSubdirectory("memory-");
try
{
    int[] sizes = [10, 100, most];
    string[] datasets = [.. sizes.Select(size => GeneratedDataset.Write(Path.Combine(folder.FullName, $"{size}"), size, frames))];
    string model = Path.Combine(folder.FullName, "model");
    Console.WriteLine($"{string.Join(", ", sizes)} episodes of {frames} frames of 640x480");
    Compare("features", dataset => ["features", dataset]);
    RoboticsRun.PeakMebibytes("train", "reward", "--dataset", datasets[0], "--output", model, "--steps=2", "--warmup_steps=1");
    Compare("relabel", dataset => ["relabel", "--dataset", dataset, "--model", model]);
    Compare("relabel --shard 0/1", dataset => ["relabel", "--dataset", dataset, "--model", model, "--shard", "0/1"]);
    Compare("merge", dataset => ["merge", Path.Combine(dataset, "reward_labels.shards")]);

    void Compare(string what, Func<string, string[]> command)
    {
        double[] peaks = [.. datasets.Select(dataset => RoboticsRun.PeakMebibytes(command(dataset)))];
        Console.WriteLine($"{what,-20} {string.Join(", ", peaks.Select(peak => $"{peak:0} MiB"))}: last / first = {peaks[^1] / peaks[0]:0.00}");
    }
}
finally
{
    folder.Delete(recursive: true);
}

// Peak memory of features, relabel and merge on 10 and on 1000 generated episodes of the same length:
//   dotnet run -c Release --project benchmarks/memory [-- EPISODES FRAMES]
using Robotics.Benchmarks.Memory;

int many = args.Length > 0 ? int.Parse(args[0]) : 1000;
int frames = args.Length > 1 ? int.Parse(args[1]) : 40;
const int few = 10;

var folder = Directory.CreateTempSubdirectory("memory-");
try
{
    string small = GeneratedDataset.Write(Path.Combine(folder.FullName, "small"), few, frames), large = GeneratedDataset.Write(Path.Combine(folder.FullName, "large"), many, frames);
    string model = Path.Combine(folder.FullName, "model");
    // a small picture keeps the network quick; memory is not the network's here
    string[] Features(string dataset) => ["features", dataset, "--input_size=32"];
    string[] Relabel(string dataset) => ["relabel", "--dataset", dataset, "--model", model];
    string[] Part(string dataset) => [.. Relabel(dataset), "--shard", "0/1"];
    string[] Merge(string dataset) => ["merge", Path.Combine(dataset, "reward_labels.shards")];

    Console.WriteLine($"{few} and {many} episodes of {frames} frames");
    Compare("features", Features(small), Features(large));
    RoboticsRun.PeakMebibytes("train", "reward", "--dataset", small, "--output", model, "--steps=2", "--backbone.input_size=32");
    Compare("relabel", Relabel(small), Relabel(large));
    Compare("relabel, one shard", Part(small), Part(large));
    Compare("merge", Merge(small), Merge(large));
}
finally
{
    folder.Delete(recursive: true);
}

static void Compare(string what, string[] onFew, string[] onMany)
{
    double first = RoboticsRun.PeakMebibytes(onFew), second = RoboticsRun.PeakMebibytes(onMany);
    Console.WriteLine($"{what,-20} {first,6:0} MiB and {second,6:0} MiB: ratio {second / first:0.00}");
}

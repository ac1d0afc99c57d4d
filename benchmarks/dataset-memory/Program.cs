// Peak memory of checking and converting a small and a large generated dataset, each in a process of its own:
//   dotnet run -c Release --project benchmarks/dataset-memory -- [FEW] [MANY]
// FEW and MANY are numbers of episodes, 10 and 1000 by default; memory that is bounded gives ratios near 1.
using Robotics.Benchmarks.DatasetMemory;

if (args is [DatasetWork.Role, ..]) return DatasetWork.Run(args[1..]);

int few = args.Length > 0 ? int.Parse(args[0]) : 10, many = args.Length > 1 ? int.Parse(args[1]) : 1000;
var folder = Directory.CreateTempSubdirectory("dataset-memory-");
try
{
    var peaks = new Dictionary<string, double[]>();
    foreach (int episodes in (int[])[few, many])
    {
        string current = Path.Combine(folder.FullName, $"{episodes}"), legacy = current + "-v2.1", again = current + "-v3.0";
        DatasetWork.PeakMebibytes(["generate", current, $"{episodes}"]);
        Measure("check v3.0", "check", current);
        Measure("convert to v2.1", "v2.1", current, legacy);
        Measure("check v2.1", "check", legacy);
        Measure("check v2.1 --frames", "decode", legacy);
        Measure("convert to v3.0", "v3.0", legacy, again);
        Measure("check v3.0 --frames", "decode", again);

        void Measure(string name, params string[] work)
        {
            double peak = DatasetWork.PeakMebibytes(work);
            peaks[name] = [.. peaks.GetValueOrDefault(name, []), peak];
        }
    }
    Console.WriteLine($"peak resident memory, {few} against {many} episodes");
    foreach (var (name, peak) in peaks) Console.WriteLine($"{name,-20} {peak[0],6:F1} MiB {peak[1],6:F1} MiB  x{peak[1] / peak[0]:F2}");
    return peaks.Values.All(peak => peak[1] / peak[0] <= 1.10) ? 0 : 1;
}
finally
{
    folder.Delete(recursive: true);
}

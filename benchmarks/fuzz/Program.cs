// Damages sound files in thousands of seeded ways and reads them as the product does. Every reading must end soon, within
// bounded memory, in what the file says or in an error that names the file:
//   dotnet run -c Release --project benchmarks/fuzz -- [MUTATIONS] [--seed S] [--format NAME] [--first I]
// MUTATIONS is per format. Readings run in child processes, because damage may bring native libraries down.
using Robotics.Benchmarks.Fuzz;
using Robotics.Benchmarks.Fuzz.Harness;

if (args is [ChildProcess.Role, ..]) return ChildProcess.Run(args[1..]);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
int mutations = args.Length > 0 && int.TryParse(args[0], out int count) ? count : 2000;
int seed = int.Parse(Option("--seed") ?? "1"), first = int.Parse(Option("--first") ?? "0");
var names = Option("--format") is { } wanted ? [wanted] : FuzzedFormats.All.Select(format => format.Name);
int faults = 0;
foreach (string name in names)
{
    var report = new FuzzRun(name, seed).Run(first, mutations, Console.WriteLine);
    Console.WriteLine(report);
    faults += report.Faults.Count;
}
return faults == 0 ? 0 : 1;

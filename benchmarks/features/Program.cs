// Features end to end against their slower part alone, and a training epoch from the store against one that decodes and embeds,
// on videos of a folder:
//   dotnet run -c Release --project benchmarks/features -- FOLDER [FRAMES PER VIDEO] [plain|spatial] [ROUNDS]
// A lane of the extraction has a decoding and an embedding thread, so each part alone gets one thread a lane too. Rounds take
// turns, and the best of each part counts: other processes only ever slow it down.
using Robotics.Benchmarks.Features;
using Robotics.Perception.Backbones;
using Robotics.Perception.Backbones.Installation;

string folder = args.Length > 0 ? args[0] : throw new ArgumentException("usage: features FOLDER [FRAMES PER VIDEO] [plain|spatial] [ROUNDS]");
int frames = args.Length > 1 ? int.Parse(args[1]) : 200;
bool spatial = args.Length <= 2 || args[2] == "spatial";
int rounds = args.Length > 3 ? int.Parse(args[3]) : 3;
var installed = new InstalledBackbones(Path.Combine("models", "backbones"));
string model = await new BackboneInstall(installed).AddAsync("mobilenetv2-openimages", new Announcement(), CancellationToken.None);
using var backbone = new OnnxBackbone(new BackboneSettings { Model = model, SpatialGrid = spatial ? 4 : 0 }, installed);
using var workload = new Workload(folder, frames);
Console.WriteLine($"{workload.Views.Count} views, {workload.Frames} frames, {backbone.Id} [{backbone.Dimension}], {Environment.ProcessorCount} processors, best of {rounds}");

foreach (int lanes in (int[])[1, 2])
{
    var (decode, embed, whole, epoch) = (new BestTime(), new BestTime(), new BestTime(), new BestTime());
    for (int round = 0; round < rounds; round++)
    {
        decode.Take(() => workload.Decode(lanes));
        embed.Take(() => workload.Embed(backbone, lanes));
        whole.Take(() => workload.Extract(backbone, lanes));
        epoch.Take(() => workload.Load(backbone));
    }
    var parts = workload.LastSummary!.Parts;
    Console.WriteLine($"{lanes} lane(s): decode alone {decode}, backbone alone {embed}, end to end {whole}: {workload.Frames / whole.Seconds:F0} frames/s, bound by {parts.Longest} ({parts.Shares})");
    double slower = Math.Max(decode.Seconds, embed.Seconds);
    double floor = Math.Max(1, (decode.Cpu + embed.Cpu) / Math.Min(2 * lanes, Environment.ProcessorCount) / slower);
    Console.WriteLine($"  end to end / slower part alone = {whole.Seconds / slower:F2}; these processors cannot do both parts' work below {floor:F2}");
    Console.WriteLine($"  CPU end to end / CPU of both parts alone = {whole.Cpu / (decode.Cpu + embed.Cpu):F2}");
    Console.WriteLine($"  epoch that decodes and embeds / epoch from the store ({epoch}) = {whole.Seconds / epoch.Seconds:F0}");
}

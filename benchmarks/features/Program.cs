// Features end to end against their slower part alone, on videos of a folder:
//   dotnet run -c Release --project benchmarks/features -- FOLDER [FRAMES PER VIDEO] [CONFIGURATION: plain | spatial]
// The pipeline of one view has a decoding and an embedding thread, so each part alone gets one thread per view too.
using System.Diagnostics;
using Robotics.Benchmarks.Features;
using Robotics.Perception.Backbones;
using Robotics.Perception.Backbones.Installation;

string folder = args.Length > 0 ? args[0] : throw new ArgumentException("usage: features FOLDER [FRAMES PER VIDEO] [plain|spatial]");
int frames = args.Length > 1 ? int.Parse(args[1]) : 200;
bool spatial = args.Length <= 2 || args[2] == "spatial";
var installed = new InstalledBackbones(Path.Combine("models", "backbones"));
string model = await new BackboneInstall(installed).AddAsync("mobilenetv2-openimages", new Announcement(), CancellationToken.None);
using var backbone = new OnnxBackbone(new BackboneSettings { Model = model, SpatialGrid = spatial ? 4 : 0 }, installed);
var workload = new Workload(folder, frames);
Console.WriteLine($"{workload.Views.Count} views, {workload.Frames} frames, {backbone.Id} [{backbone.Dimension}]");

foreach (int parallel in (int[])[1, 2])
{
    double decode = Seconds(() => workload.Decode(parallel));
    double embed = Seconds(() => workload.Embed(backbone, parallel));
    var summary = workload.Extract(backbone, parallel);
    double whole = summary.Elapsed.TotalSeconds, reload = Seconds(() => workload.Load(backbone));
    var parts = summary.Parts;
    Console.WriteLine($"{parallel} view(s) at once: decode alone {decode:F2} s, backbone alone {embed:F2} s, end to end {whole:F2} s ({summary.FramesPerSecond:F0} frames/s)");
    Console.WriteLine($"  end to end / slower part = {whole / Math.Max(decode, embed):F2}; bound by {parts.Longest}; from the store {reload:F3} s = {whole / reload:F0} times faster");
    Console.WriteLine($"  decode {parts.Decode.TotalSeconds:F2}, transform {parts.Transform.TotalSeconds:F2}, backbone {parts.Backbone.TotalSeconds:F2}, disk {parts.Disk.TotalSeconds:F2} s");
}

workload.Dispose();

static double Seconds(Action action)
{
    long start = Stopwatch.GetTimestamp();
    action();
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

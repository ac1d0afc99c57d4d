using Robotics.Benchmarks.Relabel;
using Robotics.RewardModels;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

// Frames per second of relabelling from the feature store, beside the same SARM run one frame at a time: that one as it
// is in use elsewhere, a batch of one window, for which torch may use all cores.
// Usage: dotnet run -c Release --project benchmarks/relabel [-- path/to/backbone.onnx]
const int episodes = 16;
const int frames = 107;

using var backbone = args.Length > 0 ? WindowQuery.Backbone(args[0]) : null;
var dimension = backbone?.Dimension ?? 1792;
var settings = new SarmSettings();
using var folder = new TemporaryFolder();
var stored = StoredEpisodes.Write(folder.Path, episodes, frames, dimension);
using var model = UntrainedSarm.Of(settings, stored.Read(0));
using var windowed = UntrainedSarm.Of(settings with { FrameGap = 1 }, stored.Read(0));
var cores = Environment.ProcessorCount;
Console.WriteLine($"SARM of width {settings.ModelWidth}, 3 views of {dimension} features, {episodes} episodes of {frames} frames, {cores} cores");

double Relabel(string what, int sideBySide)
{
    return Measurement.Best(what, 8, episodes * frames, () => EpisodeEstimates.Run(model, Enumerable.Range(0, episodes), stored.Read, (_, _) => { }, sideBySide));
}

var batched = Relabel("from the store, an episode per core at a time", cores);
var alone = Relabel("from the store, an episode at a time, one thread", 1);
var live = Measurement.Best("from the store, as a live stream, one thread", 3, frames, () => SingleFrames.Live(model, stored.Read(1)));
var single = Measurement.Best("from the store, a window at a time, one thread", 3, frames, () => SingleFrames.Windows(windowed, settings, stored.Read(1)));
TorchThreads.Limit(cores);
single = Math.Max(single, Measurement.Best("from the store, a window at a time, all cores", 3, frames, () => SingleFrames.Windows(windowed, settings, stored.Read(1))));
// they agree but for the stages of earlier frames, which the progress network is told: estimated with those frames' own history
// in the offline pass, with what the window holds of it here
var apart = SingleFrames.Windows(windowed, settings, stored.Read(1)).Zip(model.Estimate(stored.Read(1)).Progress, (a, b) => Math.Abs(a - b)).Max();
Console.WriteLine($"largest difference of progress between them: {apart:0.0E+0}");
Console.WriteLine($"ratio to one frame at a time: {batched / single:0.0} on {cores} cores, {alone / single:0.0} on one");
Console.WriteLine($"ratio to the live stream, which keeps what it computed: {batched / live:0.0}");
if (backbone is null)
{
    Console.WriteLine("Give the path of a backbone (.onnx) to compare with decoding and embedding every window too.");
    return;
}

using var video = WindowQuery.Record(folder.Path, settings, frames, backbone);
var whole = Measurement.Best("decoding and embedding the window of every frame", 2, 4, () => video.Run(model, 4));
Console.WriteLine($"ratio to decoding and embedding every window: {batched / whole:0.0}");

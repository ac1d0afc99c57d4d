using Robotics.Benchmarks.Relabel;
using Robotics.RewardModels.Sarm;

// Frames per second of relabelling from the feature store, beside the same SARM run one frame at a time.
// Usage: dotnet run -c Release --project benchmarks/relabel [-- path/to/backbone.onnx]
const int episodes = 8;
const int frames = 107;

using var backbone = args.Length > 0 ? WindowQuery.Backbone(args[0]) : null;
var dimension = backbone?.Dimension ?? 1792;
var settings = new SarmSettings();
using var folder = new TemporaryFolder();
var stored = StoredEpisodes.Write(folder.Path, episodes, frames, dimension);
using var model = UntrainedSarm.Of(settings, stored.Read(0));
Console.WriteLine($"SARM of width {settings.ModelWidth}, 3 views of {dimension} features, {episodes} episodes of {frames} frames, {TorchSharp.torch.get_num_threads()} threads");

var batched = Measurement.Best("from the store, whole episodes", 5, episodes * frames, () =>
{
    for (var e = 0; e < episodes; e++)
        model.Estimate(stored.Read(e));
});
var live = Measurement.Best("from the store, as a live stream", 3, frames, () => SingleFrames.Live(model, stored.Read(1)));
var windows = Measurement.Best("from the store, the window of every frame anew", 3, frames, () => SingleFrames.Windows(model, settings, stored.Read(1)));
Console.WriteLine($"ratio to the live stream, which keeps what it computed: {batched / live:0.0}");
Console.WriteLine($"ratio to one frame at a time: {batched / windows:0.0}");
if (backbone is null)
{
    Console.WriteLine("Give the path of a backbone (.onnx) to compare with decoding and embedding every window too.");
    return;
}

using var video = WindowQuery.Record(folder.Path, settings, frames, backbone);
var whole = Measurement.Best("decoding and embedding the window of every frame", 2, 4, () => video.Run(model, 4));
Console.WriteLine($"ratio to decoding and embedding every window: {batched / whole:0.0}");

// Wall and processor time to decode every frame of a folder's videos with two threads, against FFmpeg's own program:
//   dotnet run -c Release --project benchmarks/video-decode -- FOLDER [ROUNDS]
// and random frame reads against sequential decoding of the same key-frame groups.
using Robotics.Benchmarks.VideoDecode;

string folder = args.Length > 0 ? args[0] : throw new ArgumentException("usage: video-decode FOLDER [ROUNDS]");
int rounds = args.Length > 1 ? int.Parse(args[1]) : 3;
string[] files = [.. Directory.GetFiles(folder, "*.mp4", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
Console.WriteLine($"{files.Length} files of {folder}, best of {rounds} rounds; two threads each");

var programs = new (string Name, Func<long> Run)[]
{
    ("ffmpeg -threads 2 -f null", () => Decoding.WithFfmpeg(files)),
    ("VideoReader, no colour", () => Decoding.WithReader(files, rgb: false)),
    ("VideoReader, RGB", () => Decoding.WithReader(files, rgb: true)),
};
var best = programs.Select(_ => Measurement.None).ToArray();
for (int round = 0; round < rounds; round++)
    for (int i = 0; i < programs.Length; i++) best[i] = best[i].Best(Measurement.Of(programs[i].Run));
for (int i = 0; i < programs.Length; i++)
    Console.WriteLine($"{programs[i].Name,-26} {best[i]}  wall x{best[i].Wall / best[0].Wall:F2}  processor x{best[i].Processor / best[0].Processor:F2}");

var places = RandomFrames.Choose(files, 500, seed: 1);
var sequential = Measurement.Of(() => RandomFrames.Sequentially(places));
var random = Measurement.Of(() => RandomFrames.OneByOne(places));
Console.WriteLine($"{places.Count} random frames: {random}; their key-frame groups in order: {sequential}; wall x{random.Wall / sequential.Wall:F2}");

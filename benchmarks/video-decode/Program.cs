// Wall and processor time to decode every frame of a folder's videos with two threads, against FFmpeg's own program:
//   dotnet run -c Release --project benchmarks/video-decode -- FOLDER [ROUNDS]
// and 500 random frame reads against sequential decoding of the key-frame groups that hold them. A v3.0 dataset is made by
// ./robotics dataset convert or ./robotics dataset import.
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

var frames = new RandomFrames(files, 500, seed: 1);
var ways = new (string Name, Func<long> Run)[]
{
    ("key-frame groups in order", frames.GroupsInOrder),
    ("FrameBatchReader", frames.AsBatch),
    ("VideoReader.Seek, one by one", frames.OneByOne),
};
best = [.. ways.Select(_ => Measurement.None)];
for (int round = 0; round < rounds; round++)
    for (int i = 0; i < ways.Length; i++) best[i] = best[i].Best(Measurement.Of(ways[i].Run));
Console.WriteLine("500 random frames of the first files");
for (int i = 0; i < ways.Length; i++) Console.WriteLine($"{ways[i].Name,-28} {best[i]}  wall x{best[i].Wall / best[0].Wall:F2}");

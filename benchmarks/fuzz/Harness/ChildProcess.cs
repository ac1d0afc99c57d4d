using System.Globalization;
using Robotics.Datasets;

namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>Reads damaged files one after the other and tells on standard output which it is at and how it ended.</summary>
internal static class ChildProcess
{
    internal const string Role = "child";

    /// <param name="arguments">Format, seed, first mutation, number of them.</param>
    internal static int Run(string[] arguments)
    {
        var format = FuzzedFormats.All.Single(known => known.Name == arguments[0]);
        int[] numbers = [.. arguments[1..].Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        Console.WriteLine($"{Answer.Folder} {folder}");
        try
        {
            var files = format.Write(folder);
            var sound = files.Select(File.ReadAllBytes).ToArray();
            // of a file that is refused as it is, no mutation gets anywhere
            foreach (string file in files) format.Read(folder, file);
            for (int i = numbers[1]; i < numbers[1] + numbers[2]; i++)
            {
                Console.WriteLine($"{Answer.Begin} {i}");
                // every mutation can be made again alone
                var random = new Random(numbers[0] * 1_000_003 + i);
                int file = random.Next(files.Count);
                File.WriteAllBytes(files[file], format.Mutate(sound[file], random));
                Console.WriteLine($"{Read(format, folder, files[file])} {i}");
                File.WriteAllBytes(files[file], sound[file]);
            }
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Read(IFuzzedFormat format, string folder, string damaged)
    {
        try
        {
            format.Read(folder, damaged);
            return Answer.Accepted;
        }
        catch (DataException refusal) when (refusal.Message.Contains(folder, StringComparison.Ordinal))
        {
            return Answer.Refused;
        }
        catch (Exception fault)
        {
            Console.WriteLine($"{Answer.Fault} {fault.ToString().ReplaceLineEndings(" | ")}");
            return Answer.Failed;
        }
    }
}

/// <summary>The first word of a line from a child process.</summary>
internal static class Answer
{
    internal const string Folder = "folder";
    internal const string Begin = "begin";
    internal const string Accepted = "accepted";
    internal const string Refused = "refused";
    internal const string Fault = "fault";
    internal const string Failed = "failed";
}

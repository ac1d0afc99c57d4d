namespace Robotics.Benchmarks.Features;

/// <summary>Prints what the installation does.</summary>
internal sealed class Announcement : IProgress<string>
{
    public void Report(string value) => Console.WriteLine(value);
}

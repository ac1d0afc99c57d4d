using System.Diagnostics;
using System.Globalization;

namespace Robotics.Benchmarks.VideoDecode;

/// <summary>Seconds by the clock on the wall and of the processors, children included, for a number of frames.</summary>
internal sealed record Measurement(long Frames, double Wall, double Processor)
{
    internal static Measurement None { get; } = new(0, double.PositiveInfinity, double.PositiveInfinity);

    internal static Measurement Of(Func<long> run)
    {
        double processor = ProcessorSeconds();
        long start = Stopwatch.GetTimestamp();
        long frames = run();
        return new Measurement(frames, Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorSeconds() - processor);
    }

    internal Measurement Best(Measurement other) => new(other.Frames, Math.Min(Wall, other.Wall), Math.Min(Processor, other.Processor));

    public override string ToString() => $"{Frames} frames in {Wall:F2} s, {Processor:F2} processor s ({Frames / Wall:F0} frames/s)";

    // user and system time of this process and of the children that it has waited for: fields 14 to 17 of proc(5)
    private static double ProcessorSeconds()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        const int TicksPerSecond = 100;
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) / (double)TicksPerSecond;
    }
}

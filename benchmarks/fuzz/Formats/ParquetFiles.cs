using Robotics.Benchmarks.Fuzz.Harness;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>The tables of a v3.0 dataset: frames, episodes, tasks.</summary>
internal sealed class ParquetFiles : IFuzzedFormat
{
    public string Name => "parquet";

    public IReadOnlyList<string> Write(string folder)
    {
        SampleDataset.Write(Path.Combine(folder, "dataset"));
        return [.. Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    // the footer's length stands before the last four bytes; it holds schema and places of everything
    public byte[] Mutate(byte[] sound, Random random) => ByteDamage.Apply(sound, random, ^(8 + BitConverter.ToInt32(sound, sound.Length - 8))..);

    public void Read(string folder, string damaged) => DatasetReading.Read(Path.Combine(folder, "dataset"), "v2.1");
}

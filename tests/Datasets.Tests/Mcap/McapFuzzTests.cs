using System.Diagnostics;
using Robotics.Datasets.Mcap;

namespace Robotics.Datasets.Tests.Mcap;

/// <summary>Damaged files: whatever bytes come, reading ends with messages, defects or a DataException, and little memory.</summary>
public sealed class McapFuzzTests(ITestOutputHelper output)
{
    private const int Mutations = 700;
    private const long MostMemory = 64 << 20;

    [Theory]
    [InlineData(McapCompression.None)]
    [InlineData(McapCompression.Lz4)]
    [InlineData(McapCompression.Zstd)]
    public void Damaged_files_give_clear_errors(McapCompression compression)
    {
        var original = SampleFile.Write(compression);
        var (refused, damaged, whole) = (0, 0, 0);
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < Mutations; seed++)
        {
            var bytes = Mutate(original, new Random(seed));
            var defects = new List<Defect>();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var reader = SampleFile.Open(bytes);
                var messages = reader.Messages(report: defects.Add).Count();
                Assert.InRange(messages, 0, 100 * SampleFile.Messages);
                reader.Metadata();
                _ = defects.Count == 0 ? whole++ : damaged++;
            }
            catch (DataException fault)
            {
                Assert.StartsWith("sample.mcap: ", fault.Message, StringComparison.Ordinal);
                refused++;
            }

            Assert.All(defects, defect => Assert.StartsWith("sample.mcap: ", defect.ToString(), StringComparison.Ordinal));
            Assert.True(defects.Count < 1000, $"seed {seed}: {defects.Count} defects");
            var memory = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(memory < MostMemory, $"seed {seed}: {memory >> 20} MiB");
        }

        output.WriteLine($"{Mutations} mutations in {clock.ElapsedMilliseconds} ms: {refused} refused, {damaged} read with defects, {whole} read without");
        Assert.True(refused > 0 && damaged > Mutations / 2);
    }

    // bits, bytes, whole fields, cuts, repeats and swaps of pieces
    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            var count = Math.Min(random.Next(1, 64), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    for (var i = at; i < Math.Min(at + 8, bytes.Count); i++)
                        bytes[i] = random.Next(2) == 0 ? (byte)0xff : (byte)0;
                    break;
                case 3:
                    bytes.RemoveRange(at, count);
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, count));
                    break;
                case 5:
                    bytes.RemoveRange(Math.Max(at, 20), bytes.Count - Math.Max(at, 20));
                    break;
                default:
                    for (var i = at; i < at + count; i++)
                        bytes[i] = (byte)random.Next(256);
                    break;
            }

            if (bytes.Count < 30)
                break;
        }

        return [.. bytes];
    }
}

using Robotics.Datasets;
using Robotics.Policy.Imitation;

namespace Robotics.Policy.Tests.Imitation;

/// <summary>Whether the image, the state, the actions and the weight of a sample are those of one frame.</summary>
public sealed class TrainingBatchTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private const int Size = 16, Chunk = 4;
    private static readonly int[] Lengths = [5, 3, 9];

    private static readonly PolicySettings Settings = new()
    {
        Cameras = ["top"],
        ImageSize = Size,
        ChunkSize = Chunk,
        ExecuteSteps = 1,
        BatchSize = 200,
        ShiftPixels = 0,
        ColourJitter = 0,
        Weighting = Weighting.RewardAligned,
    };

    [Fact]
    public void Every_part_of_a_sample_belongs_to_its_frame()
    {
        var frames = new TrainingFrames(Episodes(), Settings.Weighting);
        var normalization = Normalization.Of(frames.Episodes);
        using var images = Images();
        using var batch = new TrainingBatch(Settings, normalization, frames, [images]);
        batch.Fill(seed: 3, step: 8);
        var pixels = batch.Images[0].data<float>().ToArray();
        var (state, target, coefficients) = (batch.State.data<float>().ToArray(), batch.Target.data<float>().ToArray(), batch.Coefficients.data<float>().ToArray());
        var rows = Enumerable.Range(0, Settings.BatchSize).Select(b => (int)Math.Round((pixels[b * 3 * Size * Size] + 1) * 127.5) / 10).ToArray();
        Assert.Equal(Enumerable.Range(0, Lengths.Sum()), rows.Distinct().Order());
        var weights = rows.Sum(row => Weight(row));
        Assert.Equal(weights / rows.Length, batch.MeanWeight, 1e-6);
        for (var b = 0; b < rows.Length; b++)
        {
            var last = Lengths.Select((_, e) => Lengths.Take(e + 1).Sum() - 1).First(end => end >= rows[b]);
            Assert.Equal(normalization.StateMean[0] + (state[b] * normalization.StateStd[0]), State(rows[b]), 1e-3f);
            var known = Math.Min(Chunk, last - rows[b] + 1);
            for (var h = 0; h < Chunk; h++)
            {
                for (var a = 0; h < known && a < 2; a++)
                    Assert.Equal(Action(rows[b] + h, a), normalization.Action(target[(((b * Chunk) + h) * 2) + a], a), 1e-3f);
                var coefficient = h < known ? Weight(rows[b]) / weights / known / 2 : 0;
                Assert.Equal(coefficient, coefficients[(b * Chunk) + h], 1e-6);
            }
        }
    }

    [Fact]
    public void Seed_and_step_decide_the_frames_and_the_weighting_does_not()
    {
        using var images = Images();
        float[] States(ulong seed, int step, Weighting weighting)
        {
            var frames = new TrainingFrames(Episodes(), weighting);
            using var batch = new TrainingBatch(Settings, Normalization.Of(frames.Episodes), frames, [images]);
            batch.Fill(seed, step);
            return batch.State.data<float>().ToArray();
        }

        Assert.Equal(States(1, 2, Weighting.RewardAligned), States(1, 2, Weighting.Uniform));
        Assert.NotEqual(States(1, 2, Weighting.Uniform), States(1, 3, Weighting.Uniform));
        Assert.NotEqual(States(1, 2, Weighting.Uniform), States(2, 2, Weighting.Uniform));
    }

    private static float State(int row) => 7 * row;

    private static float Action(int row, int element) => (100 * element) - (3 * row);

    private static double Weight(int row) => row % 4 / 4.0;

    private static PolicyEpisode[] Episodes()
    {
        var (episodes, first) = (new List<PolicyEpisode>(), 0);
        foreach (var length in Lengths)
        {
            var (states, actions) = (new float[length, 1], new float[length, 2]);
            for (var t = 0; t < length; t++)
                (states[t, 0], actions[t, 0], actions[t, 1]) = (State(first + t), Action(first + t, 0), Action(first + t, 1));
            episodes.Add(new PolicyEpisode(first, states, actions) { Weights = [.. Enumerable.Range(first, length).Select(row => (float)Weight(row))] });
            first += length;
        }

        return [.. episodes];
    }

    // ten times its number is the grey of a frame
    private TrainingImages Images()
    {
        var path = Path.Combine(folder.Path, $"{Guid.NewGuid()}.images");
        TrainingImages.Write(path, Size, Enumerable.Range(0, Lengths.Sum()).Select(row => new RgbImage(Size, Size, [.. Enumerable.Repeat((byte)(10 * row), Size * Size * 3)])));
        return TrainingImages.Open(path);
    }
}

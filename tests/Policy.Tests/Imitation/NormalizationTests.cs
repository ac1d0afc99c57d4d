using CsCheck;
using Robotics.Policy.Imitation;

namespace Robotics.Policy.Tests.Imitation;

public sealed class NormalizationTests
{
    [Fact]
    public void Statistics_of_known_numbers()
    {
        var statistics = Normalization.Of(
        [
            new PolicyEpisode(0, new[,] { { 1f, 5f }, { 3f, 5f } }, new[,] { { 10f }, { 20f } }),
            new PolicyEpisode(2, new[,] { { 5f, 5f } }, new[,] { { 60f } }),
        ]);
        Assert.Equal([3f, 5f], statistics.StateMean);
        Assert.Equal((float)Math.Sqrt(8 / 3.0), statistics.StateStd[0], 1e-6f);
        Assert.Equal(Normalization.SmallestStd, statistics.StateStd[1]);
        Assert.Equal((30f, 10f, 60f), (statistics.ActionMean[0], statistics.ActionLow[0], statistics.ActionHigh[0]));
        Assert.Equal(60f, statistics.Limit(61, 0));
    }

    [Fact]
    public void Actions_come_back() => Gen.Select(Gen.Float[-1f, 1f].Array[2, 20], Gen.Float[-1000f, 1000f]).Sample(
        (values, offset) =>
        {
            var actions = new float[values.Length, 1];
            for (var i = 0; i < values.Length; i++)
                actions[i, 0] = offset + values[i];
            var statistics = Normalization.Of([new PolicyEpisode(0, new float[values.Length, 1], actions)]);
            return actions.Cast<float>().All(a => Math.Abs(statistics.Action(statistics.NormalizeAction(a, 0), 0) - a) < 1e-3f);
        },
        iter: 200);
}

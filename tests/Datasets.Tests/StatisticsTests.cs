using CsCheck;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.Tests;

public class StatisticsTests
{
    [Fact]
    public void Joining_episodes_gives_the_moments_of_all_frames() =>
        Gen.Double[-5, 5].Array[1, 30].Array[1, 6].Sample(episodes =>
        {
            double[] all = [.. episodes.SelectMany(values => values)];
            var joined = FeatureStatistics.Join([.. episodes.Select(FeatureStatistics.Of)]);
            Assert.Equal(all.Average(), joined.Mean[0], 1e-9);
            Assert.Equal(Math.Sqrt(all.Average(x => Math.Pow(x - all.Average(), 2))), joined.Std[0], 1e-9);
            Assert.Equal((all.Min(), all.Max(), (long)all.Length), (joined.Min[0], joined.Max[0], joined.Count));
        });

    [Fact]
    public void Quantiles_enclose_their_share_of_the_samples() =>
        Gen.Double[-5, 5].Array[2, 200].Sample(values =>
        {
            var statistics = FeatureStatistics.Of(values);
            var bin = (values.Max() - values.Min()) / 5000 + 1e-9;
            for (var q = 0; q < FeatureStatistics.Levels.Count; q++)
            {
                var (at, share) = (statistics.Quantiles[q][0], FeatureStatistics.Levels[q]);
                Assert.True(values.Count(x => x <= at + bin) >= share * values.Length - 1e-9);
                Assert.True(values.Count(x => x < at - bin) <= share * values.Length + 1e-9);
            }
        });

    [Fact]
    public void Pixels_are_counted_exactly_and_merging_is_adding() =>
        Gen.Byte.Array[12].Array[2, 6].Sample(images =>
        {
            var (all, first, second) = (new ImageStatistics(), new ImageStatistics(), new ImageStatistics());
            for (var i = 0; i < images.Length; i++)
            {
                all.Add(new RgbImage(2, 2, images[i]));
                (i % 2 == 0 ? first : second).Add(new RgbImage(2, 2, images[i]));
            }

            first.Merge(second);
            var (one, two) = (all.Summarize(), first.Summarize());
            Assert.Equal(one.Count, two.Count);
            double[] green = [.. images.SelectMany(pixels => pixels.Where((_, i) => i % 3 == 1)).Select(x => x / 255.0)];
            foreach (var summary in new[] { one, two })
            {
                Assert.Equal((green.Min(), green.Max()), (summary.Min[1], summary.Max[1]));
                Assert.Equal(green.Average(), summary.Mean[1], 1e-9);
                Assert.Equal(Math.Sqrt(green.Average(x => Math.Pow(x - green.Average(), 2))), summary.Std[1], 1e-7);
                Assert.Equal(green.Order().ElementAt((int)Math.Ceiling(green.Length / 2.0) - 1), summary.Quantiles[2][1]);
            }
        });
}

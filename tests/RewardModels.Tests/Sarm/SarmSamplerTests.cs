using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmSamplerTests
{
    private const int Windows = 6000;
    private static readonly SarmEpisode[] Episodes = SyntheticEpisodes.Make(5, 51).Select(e => e.Episode).ToArray();

    [Fact]
    public void EveryAugmentationHasItsShare()
    {
        var settings = SyntheticEpisodes.Small with { TeacherForcing = 0.7, ViewDropout = 0.3, PerturbedLanguage = 0.2, ReverseProbability = 0.25, RewindProbability = 0.5, MaxRewindSteps = 3 };
        var windows = Draw(settings);
        AssertShare(0.7, windows, w => w.IsTaught);
        AssertShare(0.15, windows, w => w.BlankView == 0);
        AssertShare(0.15, windows, w => w.BlankView == 1);
        AssertShare(0.2, windows, w => w.IsForeign);
        // the anchor of an episode that is played backwards is its last frame
        AssertShare(0.25, windows, w => w.Frames[0] > 0);
        Assert.All(windows, w => Assert.True(w.Frames[0] == 0 || w.Frames[0] == Episodes[w.Episode].Length - 1));
        for (var e = 0; e < Episodes.Length; e++)
            AssertShare(1.0 / Episodes.Length, windows, w => w.Episode == e);
    }

    [Fact]
    public void AsManyFramesAreRewoundAsHaveAPast()
    {
        var settings = SyntheticEpisodes.Small with { RewindProbability = 1, ReverseProbability = 0, MaxRewindSteps = 3 };
        var steps = settings.ObservationSteps;
        var windows = Draw(settings);
        Assert.All(windows, w => Assert.Equal(w.Frames[steps] >= steps, w.Frames.Length > steps + 1));
        var rewound = windows.Where(w => w.Frames.Length > steps + 1).ToArray();
        for (var count = 1; count <= 3; count++)
            AssertShare(1.0 / 3, rewound, w => w.Frames.Length == steps + 1 + count);
    }

    private static SarmWindow[] Draw(SarmSettings settings)
    {
        settings = settings with { BatchSize = Windows };
        return [.. new SarmSampler(settings, new SarmTrainingData(settings, Episodes, SyntheticEpisodes.Stages, null), 7).Draw(0)];
    }

    private static void AssertShare(double expected, SarmWindow[] windows, Func<SarmWindow, bool> isOne) =>
        Assert.Equal(expected, windows.Count(isOne) / (double)windows.Length, 0.03);
}

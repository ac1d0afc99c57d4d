using System.Collections.Concurrent;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Tests.Sarm;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

/// <summary>The number of threads belongs to the whole process, so these run alone.</summary>
[CollectionDefinition("torch threads", DisableParallelization = true)]
public sealed class TorchThreadsCollection;

[Collection("torch threads")]
public sealed class TorchThreadsTests
{
    [Fact]
    public void A_thread_that_worked_with_another_number_adopts_the_last_one()
    {
        var (before, after) = (0, 0);
        var thread = new Thread(() =>
        {
            set_num_threads(3);
            before = get_num_threads();
            TorchThreads.Adopt();
            after = get_num_threads();
        });
        thread.Start();
        thread.Join();
        TorchSetup.OneThread();
        Assert.Equal((3, 1), (before, after));
    }

    [Fact]
    public void Episodes_side_by_side_use_one_thread_each_whatever_their_thread_used_before()
    {
        var episodes = SyntheticEpisodes.Make(8, 9);
        using var model = SarmModelTests.Trained(SyntheticEpisodes.Small, episodes, steps: 3);
        var used = new ConcurrentBag<int>();
        EpisodeEstimates.Run(
            model, episodes,
            e =>
            {
                used.Add(get_num_threads());
                return e.Episode.Input;
            },
            (_, _) => set_num_threads(2), sideBySide: 2);
        TorchSetup.OneThread();
        Assert.Equal(Enumerable.Repeat(1, episodes.Length), used);
    }
}

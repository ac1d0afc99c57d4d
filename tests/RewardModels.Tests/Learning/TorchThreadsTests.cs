using Robotics.RewardModels.Learning;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

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
}

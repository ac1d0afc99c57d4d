using TorchSharp;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// How many threads torch may use for one operation. The last digit of sums and products depends on it, and torch keeps
/// the number per thread: one that has worked before goes on with the number of that time, and one that never did
/// starts with all cores.
/// </summary>
public static class TorchThreads
{
    private static volatile int _limit;

    /// <summary>Sets the number for this thread, and for every other from its next <see cref="Adopt"/> on.</summary>
    public static void Limit(int threads)
    {
        torch.set_num_threads(threads);
        _limit = threads;
    }

    /// <summary>Makes this thread use the number that was set last.</summary>
    public static void Adopt()
    {
        var limit = _limit;
        // asking is what makes a new thread take up torch's own number
        if (torch.get_num_threads() != limit && limit > 0)
            torch.set_num_threads(limit);
    }
}

using TorchSharp;

namespace Robotics.RewardModels.Learning;

/// <summary>The number of threads that torch may use is set for the process, but every thread has to pick it up.</summary>
public static class TorchThread
{
    /// <summary>
    /// Picks it up: asking for the number does so. Without it, convolutions on a new thread split their sums over all
    /// cores, and their last digit depends on the thread that a network runs on.
    /// </summary>
    public static void Adopt() => _ = torch.get_num_threads();
}

using System.Runtime.CompilerServices;
using TorchSharp;

namespace Robotics.RewardModels.Tests;

internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void OneThread() => torch.set_num_threads(1);
}

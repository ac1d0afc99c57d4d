using System.Runtime.CompilerServices;
using Robotics.RewardModels.Learning;
using TorchSharp;

namespace Robotics.RewardModels.Tests;

internal static class TorchSetup
{
    [ModuleInitializer]
    internal static void OneThread() => TorchThreads.Limit(1);
}

using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

public class TensorArithmeticTests
{
    [Fact]
    public void SumsAndMultiples()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (tensor(new[] { 1f, 2f }), tensor(new[] { 10f, 20f }));
        Assert.Equal([11f, 22f], a.Plus(b).data<float>().ToArray());
        Assert.Equal([2.5f, 5f], a.Times(2.5).data<float>().ToArray());
        a.PlusInPlace(b);
        Assert.Equal([11f, 22f], a.data<float>().ToArray());
    }

    [Fact]
    public void ItSurvivesAGarbageCollectorThatNeverRests()
    {
        using var done = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            using var a = ones(100_000);
            for (var i = 0; i < 10_000; i++)
            {
                using var sum = a.Plus(a);
                using var half = sum.Times(0.5);
            }
        }
        finally
        {
            done.Cancel();
            collector.Join();
        }
    }
}

using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Sarm.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Sarm;

public class StreamTransformerTests
{
    private static readonly SarmSettings Settings = SyntheticEpisodes.Small with { TimeLayers = 2 };

    [Fact]
    public void NoStreamOfASlotSeesALaterSlot()
    {
        using var scope = NewDisposeScope();
        using var dropout = new SeededDropout(0);
        using var body = Body(dropout);
        var tokens = randn(3, 7, body.Streams, 32);
        var before = body.AllSlots(tokens);
        for (var slot = 0; slot < 7; slot++)
            for (var stream = 0; stream < body.Streams; stream++)
            {
                var changed = tokens.clone();
                changed[TensorIndex.Colon, slot, stream] += 1;
                var moved = (body.AllSlots(changed) - before).abs().sum([0, 2]);
                Assert.Equal(0, moved.narrow(0, 0, slot).sum().item<float>());
                Assert.True(moved[slot].item<float>() > 0);
            }
    }

    [Fact]
    public void ASlotSeesTheAnchorAndItsOwnWindowOnly()
    {
        using var scope = NewDisposeScope();
        using var window = new WindowBias(4, 1);
        var seen = window.Window(7, 1)[0, 0].isfinite();
        bool[] Row(long slot) => seen[slot].data<bool>().ToArray();
        Assert.Equal([true, true, true, true, true, false, false], Row(4));
        Assert.Equal([true, false, false, true, true, true, true], Row(6));
    }

    [Fact]
    public void TheNewestSlotAloneEqualsTheLastOfAll()
    {
        using var scope = NewDisposeScope();
        using var dropout = new SeededDropout(0);
        foreach (var layers in new[] { 1, 2 })
        {
            using var body = Body(dropout, layers);
            var tokens = randn(3, 5, body.Streams, 32);
            var all = body.AllSlots(tokens).select(1, 4);
            var newest = body.NewestSlot(tokens.select(1, 4), body.Memory(tokens));
            Assert.True((all - newest).abs().max().item<float>() < 1e-5);
        }
    }

    private static StreamTransformer Body(SeededDropout dropout, int layers = 2)
    {
        var settings = Settings with { TimeLayers = layers };
        var body = new StreamTransformer(settings, new SarmShape(2, 8, 3, 3), seesStage: true, dropout);
        // attention preferences start at zero; other values must be carried through every path too
        using var frozen = no_grad();
        foreach (var (name, parameter) in body.named_parameters())
            if (parameter.dim() >= 2)
                parameter.normal_(0, 0.3);
        return body;
    }
}

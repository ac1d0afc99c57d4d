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
    public void EveryAgeAndTheAnchorHaveAWeightOfTheirOwn()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var window = new WindowBias(3, 2);
        var ages = window.named_parameters().Single().parameter;
        ages.copy_(tensor(new float[] { 1, 2, 3, 9, 10, 20, 30, 90 }, [2, 4]));
        const float no = float.NegativeInfinity;
        // anchor first, then ages 0 to 2; the second head has ten times the weights
        float[] head = [9, no, no, no, no, 9, 1, no, no, no, 9, 2, 1, no, no, 9, 3, 2, 1, no, 9, no, 3, 2, 1];
        Assert.Equal([.. head, .. head.Select(v => 10 * v)], window.Window(5, 1).data<float>().ToArray());
        Assert.Equal([9, 9, 3, 3, 2, 2, 1, 1, 90, 90, 30, 30, 20, 20, 10, 10], window.Newest(2).data<float>().ToArray());
    }

    [Fact]
    public void OnlyTheViewsOfAnAnchorAreMarkedAsOne()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var dropout = new SeededDropout(0);
        using var body = new StreamTransformer(Settings with { FrameLayers = 0 }, new SarmShape(2, 8, 3, 3), seesStage: true, dropout);
        var mark = body.named_parameters().Single(p => p.name == "anchor").parameter;
        mark.normal_(0, 1);
        var (projected, text, states, stages) = (randn(2, 2, 32), randn(1, Settings.TextDimension), randn(2, 3), randn(2, 3));
        Tensor Tokens(params float[] anchors) => body.Frames(projected, text, states, stages, tensor(anchors, [2, 1]));
        var difference = Tokens(0, 1) - Tokens(0, 0);
        Assert.Equal(0, difference[0].abs().max().item<float>());
        Assert.Equal(0, difference[1].narrow(0, 2, body.Streams - 2).abs().max().item<float>());
        for (var view = 0; view < 2; view++)
            Assert.True((difference[1, view] - mark).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void BothHalvesOfALayerAreDroppedOut()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var dropout = new SeededDropout(0.75) { Enabled = true };
        using var block = new AttentionBlock(32, 2, 64, dropout);
        foreach (var silent in new[] { "output", "contract" })
        {
            foreach (var (name, parameter) in block.named_parameters())
                parameter.normal_(0, name.StartsWith(silent, StringComparison.Ordinal) ? 0 : 0.3);
            var x = randn(4, 10, 32);
            dropout.Seed(2);
            var kept = (block.All(x, null) - x).abs().gt(0).to(ScalarType.Float32).mean().item<float>();
            Assert.InRange(kept, 0.2, 0.3);
        }
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
